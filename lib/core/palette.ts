/** The colours of series: eight a theme that colour-blind readers can tell apart, and which name wears which. */
import { hash32 } from "./hash";

export const SLOTS = 8;

/**
 * Slot i is the same hue in both themes: wine, tan, olive, petrol, sky, indigo, purple, pink.
 * Found by annealing in OKLCH for contrast, distance in normal and colour-blind sight, and distance
 * from the status colours; `palette.test.ts` holds the figures. app/globals.css repeats the values.
 */
export const SERIES = {
  light: ["#6f162a", "#7b4a00", "#929729", "#1e6a79", "#1c8ffe", "#4126ad", "#9a51bb", "#da6bad"],
  dark: ["#b93851", "#c59d73", "#888d04", "#3ca3b9", "#0371d1", "#a6a8ff", "#805893", "#f4bad9"],
} as const;

/** "Other" and "previous period" are grey: they are context, not somebody. */
export const OTHER = { light: "#868b94", dark: "#7b818c" } as const;

export type Slot = number;

/**
 * The slot of a name: the one its hash points at, or the next that nobody before it took. Names must
 * come in an order that does not change (first seen, or alphabetical), or colours would move.
 */
export function slotOf(name: string, taken: ReadonlySet<Slot>): Slot {
  const wish = (hash32(name) >>> 0) % SLOTS;
  if (taken.size >= SLOTS) return wish;
  let slot = wish;
  while (taken.has(slot)) slot = (slot + 1) % SLOTS;
  return slot;
}

/** The CSS colour of every name, in the order given; beyond eight names colours repeat. */
export function coloursOf(names: Iterable<string>): ReadonlyMap<string, string> {
  const taken = new Set<Slot>();
  const colours = new Map<string, string>();
  for (const name of names) {
    if (colours.has(name)) continue;
    const slot = slotOf(name, taken);
    taken.add(slot);
    colours.set(name, `var(--series-${slot + 1})`);
  }
  return colours;
}

export const OTHER_COLOUR = "var(--series-other)";

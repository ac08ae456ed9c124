/** The colours of series: eight a theme that colour-blind readers can tell apart, and which name wears which. */
import { hash32 } from "./hash";

export const SLOTS = 8;

/**
 * Slot i is the same hue in both themes: rose, tan, olive, sky, blue, indigo, mauve, magenta.
 * Found by annealing in OKLCH for contrast, distance in normal and colour-blind sight, and distance
 * from the status colours; `palette.test.ts` holds the figures. app/globals.css repeats the values.
 */
export const SERIES = {
  light: ["#d56d86", "#5b3a0b", "#8f900a", "#0a99cf", "#2465e0", "#4f27b1", "#8a589a", "#94005f"],
  dark: ["#d7728a", "#f2cda3", "#8d8f1c", "#a7defc", "#5c94fd", "#6f61c3", "#c4a3d0", "#ad437b"],
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

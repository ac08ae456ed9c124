/** Targets as people type them, in the units they think in, and back. */
import { TARGETS, type TargetName, type TargetUnit } from "@/lib/core/targets";

export type Pair = { readonly aim: string; readonly limit: string };
type Bounds = { readonly aim: number; readonly limit: number };
type Kept = Readonly<Partial<Record<TargetName, Bounds>>>;

/** What one of the person's units is in ours. */
const UNITS: Record<TargetUnit, { readonly unit: string; readonly size: number }> = {
  ms: { unit: "s", size: 1_000 },
  share: { unit: "%", size: 0.01 },
  usd: { unit: "$", size: 1 },
  score: { unit: "of 5", size: 1 },
};

const NAMES = Object.keys(TARGETS) as TargetName[];
const EMPTY: Pair = { aim: "", limit: "" };

const typed = (value: number, size: number): string =>
  String(Number((value / size).toPrecision(8)));

const pairOf = ({ aim, limit }: Bounds, size: number): Pair => ({
  aim: typed(aim, size),
  limit: typed(limit, size),
});

/** The unit of a target's fields, and what holds while they are empty. */
export function unitOf(name: TargetName): { readonly unit: string; readonly usual: Pair } {
  const { unit, size } = UNITS[TARGETS[name].unit];
  return { unit, usual: pairOf(TARGETS[name], size) };
}

export function draftOf(kept: Kept): Record<TargetName, Pair> {
  const pairs = NAMES.map((name) => {
    const bounds = kept[name];
    return [name, bounds ? pairOf(bounds, UNITS[TARGETS[name].unit].size) : EMPTY] as const;
  });
  return Object.fromEntries(pairs) as Record<TargetName, Pair>;
}

/** Half a pair takes its other half from the product's own. */
export function targetsIn(draft: Record<TargetName, Pair>): Kept {
  const pairs = NAMES.flatMap((name) => {
    const { aim, limit } = draft[name];
    if (aim === "" && limit === "") return [];
    const { size } = UNITS[TARGETS[name].unit];
    const inUnits = (text: string, usual: number) =>
      text === "" ? usual : Number((Number(text) * size).toPrecision(12));
    const { aim: usualAim, limit: usualLimit } = TARGETS[name];
    return [[name, { aim: inUnits(aim, usualAim), limit: inUnits(limit, usualLimit) }] as const];
  });
  return Object.fromEntries(pairs);
}

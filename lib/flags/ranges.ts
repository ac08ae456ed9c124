/** Which buckets each variant holds: anchored, so that a share that grows or shrinks moves nobody else. */
import { Fault } from "@/lib/core/fault";
import { BUCKETS } from "./bucket";

/** Buckets `from` up to, not including, `to`. */
export type Range = { readonly variant: string; readonly from: number; readonly to: number };
/** How many buckets each variant is to hold. */
export type Shares = Readonly<Record<string, number>>;

/** Share in buckets of a weight in percent; three decimals are all there are. */
export const bucketsOf = (percent: number): number => Math.round((percent * BUCKETS) / 100);

/**
 * The ranges after a change of shares. Whoever shrinks gives its highest buckets to the control, whoever
 * grows takes the control's lowest: between two variants that are not the control nobody ever moves, a
 * share that grew holds all it held, and one that went to nothing and comes back gets the same keys.
 */
export function reshare(held: readonly Range[], shares: Shares, control: string): Range[] {
  refuseShares(shares, control);
  const owner = ownersOf(held, control);
  for (const { variant } of merged(held)) give(owner, variant, shares[variant] ?? 0, control);
  for (const variant of Object.keys(shares).sort()) take(owner, variant, shares, control);
  return rangesOf(owner);
}

function refuseShares(shares: Shares, control: string): void {
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
  if (total !== BUCKETS)
    throw new Fault(
      "invalid",
      `The weights add up to ${(total * 100) / BUCKETS} %: they have to make 100 %`,
      { field: "weights", expected: 100 },
    );
  if (!(control in shares))
    throw new Fault("invalid", `The control “${control}” has no weight: give it one, even 0`, {
      field: "control",
    });
}

/** Each bucket's variant. What nobody holds is the control's. */
function ownersOf(held: readonly Range[], control: string): string[] {
  const owner = new Array<string>(BUCKETS).fill(control);
  for (const { variant, from, to } of held) owner.fill(variant, from, to);
  return owner;
}

const countOf = (owner: readonly string[], variant: string): number =>
  owner.reduce((sum, each) => (each === variant ? sum + 1 : sum), 0);

function give(owner: string[], variant: string, share: number, control: string): void {
  if (variant === control) return;
  let over = countOf(owner, variant) - share;
  for (let i = BUCKETS - 1; i >= 0 && over > 0; i--) {
    if (owner[i] !== variant) continue;
    owner[i] = control;
    over--;
  }
}

function take(owner: string[], variant: string, shares: Shares, control: string): void {
  if (variant === control) return;
  let missing = (shares[variant] ?? 0) - countOf(owner, variant);
  for (let i = 0; i < BUCKETS && missing > 0; i++) {
    if (owner[i] !== control) continue;
    owner[i] = variant;
    missing--;
  }
}

function rangesOf(owner: readonly string[]): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  for (let i = 1; i <= BUCKETS; i++) {
    const variant = owner[from];
    if (variant === undefined || owner[i] === variant) continue;
    ranges.push({ variant, from, to: i });
    from = i;
  }
  return ranges;
}

/** One entry a variant. */
const merged = (held: readonly Range[]): Range[] => [
  ...new Map(held.map((range) => [range.variant, range])).values(),
];

/** The variant that holds a bucket; ranges are in order and cover all of them. */
export function holderOf(ranges: readonly Range[], bucket: number): string | undefined {
  for (const range of ranges) if (bucket < range.to) return range.variant;
  return undefined;
}

export function sharesOf(ranges: readonly Range[]): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const { variant, from, to } of ranges) shares[variant] = (shares[variant] ?? 0) + to - from;
  return shares;
}

/** Share of all keys that get another variant than before. */
export function movedBetween(before: readonly Range[], after: readonly Range[]): number {
  const edges = [...before, ...after].flatMap(({ from, to }) => [from, to]);
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  let moved = 0;
  for (const [i, from] of sorted.entries()) {
    const to = sorted[i + 1] ?? from;
    if (holderOf(before, from) !== holderOf(after, from)) moved += to - from;
  }
  return moved / BUCKETS;
}

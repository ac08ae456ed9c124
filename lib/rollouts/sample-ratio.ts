/** Whether the arms got the units that their shares promise: if not, their counts mean nothing. */

/** Below this the split itself is broken, whatever else the counts say. */
export const INVALID_BELOW = 0.001;
/** With less variance than this chi-square is no guide. */
const LEAST_VARIANCE = 5;

/** Units that were dealt to the two arms, and how many the canary should have had of them. */
export type Dealt = {
  readonly canary: number;
  readonly expected: number;
  readonly variance: number;
  /** Units of an arm that should have had none. */
  readonly astray: number;
};
export const NOTHING_DEALT: Dealt = { canary: 0, expected: 0, variance: 0, astray: 0 };

/** `share` is the canary's at that time, 0..1: a split that changes by stage is summed stage by stage. */
export function deal(so: Dealt, canary: number, control: number, share: number): Dealt {
  const units = canary + control;
  return {
    canary: so.canary + canary,
    expected: so.expected + units * share,
    variance: so.variance + units * share * (1 - share),
    astray: so.astray + (share <= 0 ? canary : 0) + (share >= 1 ? control : 0),
  };
}

/** The chance of a split this far from the declared one; null while there is too little to tell. */
export function sampleRatioP({ canary, expected, variance }: Dealt): number | null {
  if (variance < LEAST_VARIANCE) return null;
  return chiSquareTail((canary - expected) ** 2 / variance, 1);
}

/** The same for any number of arms, each with its units and its declared share. */
export function sharesP(arms: readonly { readonly units: number; readonly share: number }[]) {
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  const cells = arms.map((arm) => ({ got: arm.units, expected: units * arm.share }));
  if (cells.length < 2 || cells.some(({ expected }) => expected < LEAST_VARIANCE)) return null;
  const each = cells.map(({ got, expected }) => (got - expected) ** 2 / expected);
  const chiSquare = each.reduce((sum, part) => sum + part, 0);
  return chiSquareTail(chiSquare, cells.length - 1);
}

/** P(X > x) of chi-square: the regularised upper incomplete gamma function at half of each. */
export function chiSquareTail(x: number, degrees: number): number {
  const [a, z] = [degrees / 2, x / 2];
  if (z <= 0) return 1;
  const scale = Math.exp(a * Math.log(z) - z - logGamma(a));
  const tail = z < a + 1 ? 1 - scale * lowerSeries(a, z) : scale * upperFraction(a, z);
  return Math.min(1, Math.max(0, tail));
}

const ENOUGH = 1e-14;
const MOST_TERMS = 10_000;

function lowerSeries(a: number, z: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * ENOUGH; n++) {
    term *= z / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's way to a continued fraction. */
function upperFraction(a: number, z: number): number {
  let b = z + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const top = -n * (n - a);
    b += 2;
    d = 1 / (top * d + b);
    c = b + top / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return fraction;
}

/** Exact for halves, which is all that degrees of freedom need: Γ(a) = (a − 1) Γ(a − 1) down to 1 or √π. */
function logGamma(a: number): number {
  let sum = 0;
  let left = a;
  for (; left > 1; left--) sum += Math.log(left - 1);
  return left === 0.5 ? sum + Math.log(Math.PI) / 2 : sum;
}

/** How sure one can be of a share of bad units. */

/** Of a normal distribution: 95 % lie within. */
const Z = 1.959964;

export type Interval = { readonly ratio: number; readonly low: number; readonly high: number };

/** Wilson's: honest for few units and for none that is bad. Null without any unit. */
export function intervalOf(bad: number, units: number): Interval | null {
  if (units === 0) return null;
  const ratio = bad / units;
  const z2 = Z * Z;
  const middle = (ratio + z2 / (2 * units)) / (1 + z2 / units);
  const half =
    (Z * Math.sqrt((ratio * (1 - ratio)) / units + z2 / (4 * units * units))) / (1 + z2 / units);
  return { ratio, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

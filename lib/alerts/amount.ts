/** A measured value as JSON can hold it: infinities and NaN are words, because JSON would make them null. */

export type Amount = number | "NaN" | "+Inf" | "-Inf";

export function amountOf(value: number): Amount {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "+Inf" : "-Inf";
}

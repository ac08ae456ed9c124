/** Money is a whole number of pico-dollars: exact in every sum, rounded only where a person reads it. */
import { Fault } from "./fault";

/** 1e-12 US dollars. A token of the cheapest model costs thousands of them. */
export type Picos = bigint;

const DECIMALS = 12;
const DOLLAR = 10n ** BigInt(DECIMALS);
const AMOUNT = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Reads an amount of dollars as it is written; a number by its shortest decimal form. Exact to the
 * twelfth decimal, rounded half away from zero beyond it.
 */
export function picosOf(dollars: string | number): Picos {
  const text = String(dollars).trim();
  const [, sign, whole = "", fraction = "", exponent = "0"] = AMOUNT.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "")
    throw new Fault("invalid", `“${text}” is not an amount of money`, { expected: "a decimal" });
  const digits = BigInt(whole + fraction);
  const shift = DECIMALS + Number(exponent) - fraction.length;
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : divide(digits, 10n ** BigInt(-shift));
  return sign === "-" ? -size : size;
}

export function addPicos(amounts: Iterable<Picos>): Picos {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** Divides, rounding half away from zero. */
function divide(amount: bigint, by: bigint): bigint {
  const half = by / 2n;
  return (amount < 0n ? amount - half : amount + half) / by;
}

/** The mean, to the nearest pico-dollar, or null when nothing was asked. */
export function perRequest(picos: Picos, n: number | bigint): Picos | null {
  return BigInt(n) === 0n ? null : divide(picos, BigInt(n));
}

/** A share or multiple of money for display, or null when there is nothing to compare with. */
export function ratioOf(part: Picos, whole: Picos): number | null {
  return whole === 0n ? null : Number(part) / Number(whole);
}

/** For the axis of a chart; never for sums. */
export const dollarsOf = (picos: Picos): number => Number(picos) / Number(DOLLAR);

/** Every digit there is, and at least cents: the tooltip's figure. */
export function exactMoney(picos: Picos): string {
  const [whole = "0", fraction = ""] = decimal(absolute(picos), DECIMALS).split(".");
  return `${signOf(picos)}$${grouped(whole)}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
}

/** Dollars that were a chart's or a table's number, as people read money. */
export const dollars = (amount: number): string => formatMoney(picosOf(amount));

/** `precise` keeps cents of large amounts and six decimals of small ones, for tables and reports. */
export function formatMoney(picos: Picos, { precise = false } = {}): string {
  const size = absolute(picos);
  if (size === 0n) return "$0";
  return signOf(picos) + (precise ? preciseOf(size) : shortOf(size));
}

function preciseOf(size: Picos): string {
  const [whole = "0", fraction = ""] = decimal(size, size < DOLLAR ? 6 : 2).split(".");
  if (size < DOLLAR && /^0*$/.test(whole + fraction)) return "<$0.000001";
  return `$${grouped(whole)}.${fraction}`;
}

/** Three significant digits below a dollar, cents below a hundred, then whole dollars, thousands, millions. */
function shortOf(size: Picos): string {
  const micros = divide(size, 1_000_000n);
  if (micros === 0n) return "<$0.000001";
  if (micros < 999_500n) return `$${belowOne(micros)}`;
  if (size < picosOf("99.995")) return `$${decimal(size, 2)}`;
  if (size < picosOf("999.5")) return `$${decimal(size, 0)}`;
  const units = [
    ["k", 3],
    ["M", 6],
    ["B", 9],
  ] as const;
  const [unit, zeros] =
    units.find(([, power]) => size < picosOf(`999.5e${power}`)) ?? (["B", 9] as const);
  return `$${threeDigits(size / 10n ** BigInt(zeros))} ${unit}`;
}

function belowOne(micros: bigint): string {
  const places = Math.min(6, 6 - String(micros).length + 3);
  return decimal(micros * 1_000_000n, places).replace(/(\.\d\d\d*?)0+$/, "$1");
}

/** 1.24, 12.4, 412: of an amount below a thousand dollars. */
function threeDigits(size: Picos): string {
  const places = size < picosOf("9.995") ? 2 : size < picosOf("99.95") ? 1 : 0;
  const text = decimal(size, places);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function decimal(size: Picos, places: number): string {
  const digits = String(divide(size, 10n ** BigInt(DECIMALS - places))).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const absolute = (picos: Picos): Picos => (picos < 0n ? -picos : picos);
const signOf = (picos: Picos): string => (picos < 0n ? "-" : "");
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");

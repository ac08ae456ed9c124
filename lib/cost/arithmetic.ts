/** One cost, opened: a line for each token class, whose exact decimals add up to the total, rounded once. */
import { Fault } from "@/lib/core/fault";
import type { Picos } from "@/lib/core/money";
import type { Rate, RateCard } from "./price";
import {
  type ClassCounts,
  inputSizeOf,
  isOutput,
  rateFor,
  TOKEN_CLASSES,
  type TokenClass,
} from "./token-class";

/** 1e-20 US dollars: a pico-dollar after a discount and a multiplier, each of four decimals, is still whole. */
export type Exact = bigint;

const ONE = 10_000n;
const EXACTS_A_PICO = ONE * ONE;

/** What was agreed beside the rates. Both are whole ten-thousandths, so that nothing rounds. */
export type Terms = {
  /** 1,500 is 15 % off. */
  readonly discountBasisPoints: number;
  /** 5,000 is half the price: batch, flex and the like. 10,000 is the price itself. */
  readonly multiplierBasisPoints: number;
};

export const NO_TERMS: Terms = { discountBasisPoints: 0, multiplierBasisPoints: 10_000 };

type CostLine = {
  readonly of: TokenClass | "webSearch" | "request";
  readonly count: number;
  /** Pico-dollars each. */
  readonly rate: Picos;
  /** The rate is that of inputs above so many tokens. */
  readonly above: number | null;
  readonly exact: Exact;
};

export type Receipt = Terms & {
  readonly lines: readonly CostLine[];
  readonly exact: Exact;
  /** The total, rounded half away from zero: the only rounding there is. */
  readonly picos: Picos;
  /** Sums of the lines of each side; searches and the request itself are `other`. */
  readonly sides: { readonly input: Exact; readonly output: Exact; readonly other: Exact };
};

/** A class that has tokens and no rate: the call cannot be priced, and this is why. */
export type Missing = { readonly missing: TokenClass };

export type Counted = ClassCounts & { readonly webSearch?: number };

export function receiptOf(
  counted: Counted,
  card: RateCard,
  terms: Terms = NO_TERMS,
): Receipt | Missing {
  checkTerms(terms);
  const size = inputSizeOf(counted);
  const lines: CostLine[] = [];
  for (const of of TOKEN_CLASSES) {
    const count = wholeOf(counted[of] ?? 0, of);
    if (count === 0) continue;
    const rate = rateFor(card, of);
    if (rate === null) return { missing: of };
    lines.push(lineOf(of, count, tierOf(rate, size), terms));
  }
  const searches = wholeOf(counted.webSearch ?? 0, "webSearch");
  if (searches > 0 && card.perWebSearch != null)
    lines.push(lineOf("webSearch", searches, { rate: card.perWebSearch, above: null }, terms));
  if (card.perRequest > 0n)
    lines.push(lineOf("request", 1, { rate: card.perRequest, above: null }, terms));

  const sum = (side: Side) =>
    lines.reduce((total, line) => total + (sideOf(line) === side ? line.exact : 0n), 0n);
  const sides = { input: sum("input"), output: sum("output"), other: sum("other") };
  const exact = sides.input + sides.output + sides.other;
  return { ...terms, lines, exact, picos: picosOfExact(exact), sides };
}

type Side = keyof Receipt["sides"];

function sideOf({ of }: CostLine): Side {
  if (of === "webSearch" || of === "request") return "other";
  return isOutput(of) ? "output" : "input";
}

type Charged = Pick<CostLine, "rate" | "above">;

function tierOf(rate: Rate, size: number): Charged {
  const tier = rate.tiers.findLast(({ above }) => size > above);
  return tier ? { rate: tier.rate, above: tier.above } : { rate: rate.base, above: null };
}

function lineOf(of: CostLine["of"], count: number, charged: Charged, terms: Terms): CostLine {
  const paid = ONE - BigInt(terms.discountBasisPoints);
  const exact = BigInt(count) * charged.rate * paid * BigInt(terms.multiplierBasisPoints);
  return { of, count, ...charged, exact };
}

/** The same total without its lines: every line has the same factor, so one product and one rounding make it. */
export function underTerms(picos: Picos, terms: Terms): Picos {
  const paid = ONE - BigInt(terms.discountBasisPoints);
  return picosOfExact(picos * paid * BigInt(terms.multiplierBasisPoints));
}

function wholeOf(count: number, field: string): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new Fault("invalid", `${field}: ${count} is not a whole number from zero`, { field });
}

export function checkTerms({ discountBasisPoints, multiplierBasisPoints }: Terms): void {
  const isWithin = (value: number, most: number) =>
    Number.isSafeInteger(value) && value >= 0 && value <= most;
  if (!isWithin(discountBasisPoints, 10_000))
    throw new Fault("invalid", "discount: must be from 0 to 100 %, in steps of 0.01 %", {
      field: "discountBasisPoints",
    });
  if (!isWithin(multiplierBasisPoints, 1_000_000))
    throw new Fault("invalid", "multiplier: must be from 0 to 100, in steps of 0.0001", {
      field: "multiplierBasisPoints",
    });
}

function picosOfExact(exact: Exact): Picos {
  const half = EXACTS_A_PICO / 2n;
  return (exact < 0n ? exact - half : exact + half) / EXACTS_A_PICO;
}

/** Dollars as a decimal, with every digit there is: `0.0012`. */
export function exactDollars(exact: Exact): string {
  const digits = String(exact < 0n ? -exact : exact).padStart(21, "0");
  const fraction = digits.slice(-20).replace(/0+$/, "");
  const whole = digits.slice(0, -20);
  return `${exact < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** A whole amount of pico-dollars as such a decimal. */
export const picoDollars = (picos: Picos): string => exactDollars(picos * EXACTS_A_PICO);

/** What the rest of a month would cost and how long answers would take, had the project been set up differently. */
import { Fault } from "@/lib/core/fault";
import { exactDollars, receiptOf, type Terms } from "@/lib/cost/arithmetic";
import type { RateCard } from "@/lib/cost/price";
import { type ClassCounts, isOutput, TOKEN_CLASSES } from "@/lib/cost/token-class";
import { cappedBy, type LengthBin } from "./output-cap";

/** What one model did for one agent type in the weeks that the estimate is made from. */
type Cell = {
  readonly agentType: string;
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly tokens: ClassCounts;
  /** Dollars, of which `outputCost` for output. */
  readonly cost: number;
  readonly outputCost: number;
  /** Mean of a call. */
  readonly latencyMs: number;
};

type TypeTotals = {
  readonly agentType: string;
  readonly requests: number;
  readonly lookups: number;
  readonly hits: number;
  /** Mean of a request that the cache answered; null: none did. */
  readonly hitLatencyMs: number | null;
  /** Mean of a request that it did not. */
  readonly missLatencyMs: number;
};

export type Basis = {
  readonly days: number;
  readonly cells: readonly Cell[];
  readonly types: readonly TypeTotals[];
  /** By `provider model`. */
  readonly lengths: ReadonlyMap<string, readonly LengthBin[]>;
  /** Dollars of the month: spent, and forecast for the rest. */
  readonly month: { readonly actual: number; readonly rest: number };
};

/** What a model costs here: its rates, and what was agreed beside them. */
export type ModelPrice = { readonly card: RateCard; readonly terms: Terms };

export type Levers = {
  /** Of the lookups of every type that has a cache, 0 to 1. */
  readonly hitRate?: number;
  /** Share of requests of each agent type; they add up to 1. */
  readonly shares?: Readonly<Record<string, number>>;
  /** `provider model` to the price of the model that takes its place. */
  readonly models?: ReadonlyMap<string, ModelPrice>;
  readonly maxOutputTokens?: number;
  /** Requests against now: 1.2 is a fifth more. */
  readonly growth?: number;
};

export type Estimate = {
  readonly now: Figures;
  readonly changed: Figures;
  /** Each as a sentence with its numbers: what has to hold for the estimate to. */
  readonly assumptions: readonly string[];
};

type Figures = {
  /** Dollars at the end of this month. */
  readonly monthEnd: number;
  /** Dollars of thirty such days. */
  readonly thirtyDays: number;
  /** Mean of a request; null: no requests. */
  readonly latencyMs: number | null;
};

const modelKey = ({ provider, model }: Pick<Cell, "provider" | "model">): string =>
  `${provider} ${model}`;

export function estimate(basis: Basis, levers: Levers): Estimate {
  checkLevers(basis, levers);
  const costNow = sum(basis.cells.map(({ cost }) => cost));
  const notes: string[] = [`The last ${basis.days} days are typical of what comes`];
  const scales = scalesOf(basis, levers, notes);
  const costThen = sum(
    basis.cells.map(
      (cell) => costOf(cell, basis, levers, notes) * (scales.get(cell.agentType) ?? 1),
    ),
  );
  const factor = costNow === 0 ? 1 : costThen / costNow;
  const { actual, rest } = basis.month;
  notes.push("What was spent this month stays spent: only the rest of it changes");
  const month = (days: number) => (basis.days === 0 ? 0 : (days * 30) / basis.days);
  return {
    now: {
      monthEnd: actual + rest,
      thirtyDays: month(costNow),
      latencyMs: latencyOf(basis, {}),
    },
    changed: {
      monthEnd: actual + rest * factor,
      thirtyDays: month(costThen),
      latencyMs: latencyOf(basis, levers),
    },
    assumptions: [...new Set(notes)],
  };
}

function refuse(field: string, why: string): never {
  throw new Fault("invalid", `${field}: ${why}`, { field });
}

const isWithin = (value: number | undefined, least: number, most: number): boolean =>
  value === undefined || (value >= least && value <= most);

function checkLevers(basis: Basis, { hitRate, shares, maxOutputTokens, growth }: Levers): void {
  if (!isWithin(hitRate, 0, 1)) refuse("hitRate", "must be 0 to 1");
  if (!isWithin(growth, 0, 100)) refuse("growth", "must be 0 to 100");
  if (!isWithin(maxOutputTokens, 1, Number.MAX_SAFE_INTEGER))
    refuse("maxOutputTokens", "must be at least 1");
  if (shares) checkShares(basis, shares);
}

function checkShares({ types }: Basis, shares: Readonly<Record<string, number>>): void {
  if (Math.abs(sum(Object.values(shares)) - 1) > 1e-6) refuse("shares", "must add up to 1");
  for (const [type, share] of Object.entries(shares)) {
    const requests = types.find(({ agentType }) => agentType === type)?.requests ?? 0;
    if (share < 0) refuse(`shares.${type}`, "must not be negative");
    if (share > 0 && requests === 0)
      refuse(
        `shares.${type}`,
        "had no requests in this time, so that nothing is known of its cost",
      );
  }
}

/** How many times the calls of each agent type: more requests, another share of them, another part past the cache. */
function scalesOf(basis: Basis, levers: Levers, notes: string[]): Map<string, number> {
  const requests = sum(basis.types.map((type) => type.requests));
  const scales = basis.types.map((type) => {
    const share = requests === 0 ? 0 : type.requests / requests;
    const wanted = levers.shares ? (levers.shares[type.agentType] ?? 0) : share;
    const scale = share === 0 ? 1 : wanted / share;
    const past = missesAgainstNow(type, levers, notes);
    return [type.agentType, scale * past * (levers.growth ?? 1)] as const;
  });
  if (levers.growth !== undefined && levers.growth !== 1)
    notes.push(`Requests are ${levers.growth} times as many and cost as much each`);
  if (levers.shares) notes.push("A request costs what requests of its agent type cost now");
  return new Map(scales);
}

function missesAgainstNow(type: TypeTotals, { hitRate }: Levers, notes: string[]): number {
  if (hitRate === undefined || type.lookups === 0) return 1;
  const now = type.hits / type.lookups;
  if (now === 1) {
    notes.push(
      `${type.agentType}: every lookup was a hit, so that the cost of a miss is not known`,
    );
    return 1;
  }
  notes.push(
    `${type.agentType}: a request that the cache answers costs no tokens, and one more of them would have cost what the others do (hit rate ${percent(now)} now)`,
  );
  // Requests that never ask the cache are as many as before.
  const { requests, lookups } = type;
  const asking = requests === 0 ? 0 : Math.min(1, lookups / requests);
  return (1 - asking * hitRate) / (1 - asking * now);
}

function costOf(cell: Cell, basis: Basis, levers: Levers, notes: string[]): number {
  const price = levers.models?.get(modelKey(cell));
  const capped =
    levers.maxOutputTokens === undefined
      ? null
      : cappedBy(levers.maxOutputTokens, basis.lengths.get(modelKey(cell)) ?? []);
  if (levers.maxOutputTokens !== undefined)
    notes.push(
      capped === null
        ? `${modelKey(cell)}: no lengths of answers were recorded: the limit changes nothing`
        : `${modelKey(cell)}: ${percent(capped.cut)} of answers would be cut at ${levers.maxOutputTokens} tokens, and nobody asks again because of it`,
    );
  const kept = capped?.kept ?? 1;
  if (!price) return cell.cost - cell.outputCost * (1 - kept);
  const { card } = price;
  notes.push(
    `${modelKey(cell)}: ${modelKey(card)} takes as many tokens for the same work, at the rates of ${card.catalogue}`,
  );
  return costAt(price, cell, kept);
}

/** The cell's tokens at another model's rates. Tiers of long inputs go by the mean call. */
function costAt({ card, terms }: ModelPrice, { tokens, calls }: Cell, kept: number): number {
  if (calls === 0) return 0;
  const mean = Object.fromEntries(
    TOKEN_CLASSES.map((of) => [
      of,
      Math.round(((tokens[of] ?? 0) * (isOutput(of) ? kept : 1)) / calls),
    ]),
  );
  const receipt = receiptOf(mean, card, terms);
  if ("missing" in receipt)
    throw new Fault("invalid", `models: ${modelKey(card)} has no rate for ${receipt.missing}`, {
      field: "models",
    });
  return Number(exactDollars(receipt.exact)) * calls;
}

/** The mean over requests: hits are as fast as hits are now, misses as misses. */
function latencyOf(basis: Basis, { hitRate, shares }: Levers): number | null {
  const requests = sum(basis.types.map((type) => type.requests));
  if (requests === 0) return null;
  return sum(
    basis.types.map((type) => {
      const share = shares ? (shares[type.agentType] ?? 0) : type.requests / requests;
      const asking = type.requests === 0 ? 0 : Math.min(1, type.lookups / type.requests);
      const now = type.lookups === 0 ? 0 : type.hits / type.lookups;
      const rate = asking * (type.lookups === 0 ? 0 : (hitRate ?? now));
      const hit = type.hitLatencyMs ?? type.missLatencyMs;
      return share * (rate * hit + (1 - rate) * type.missLatencyMs);
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

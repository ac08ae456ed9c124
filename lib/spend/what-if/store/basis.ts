/** What an estimate is made from: two weeks of the project's own calls, requests and lengths of answers. */
import { dollarsOf } from "@/lib/core/money";
import { DAY } from "@/lib/core/time";
import { receiptOf } from "@/lib/cost/arithmetic";
import { periodAt } from "@/lib/cost/budget/calendar";
import type { PriceFor } from "@/lib/cost/resolve";
import { pricesOf } from "@/lib/cost/store/live";
import { type ClassCounts, TOKEN_CLASSES } from "@/lib/cost/token-class";
import type { Basis, ModelPrice } from "@/lib/cost/what-if/estimate";
import type { LengthBin } from "@/lib/cost/what-if/output-cap";
import type { ProjectCtx } from "@/lib/platform/operation";
import { dateOf } from "@/lib/spend/daily";
import { aheadOf } from "@/lib/spend/outlook";
import { readableSpan, readLengths } from "@/lib/spend/store/calls";
import { readDaily } from "@/lib/spend/store/daily";
import { forecastFrom, HISTORY_DAYS } from "@/lib/spend/store/forecasts";
import { type CounterRow, readCounters } from "@/lib/telemetry/store/counters";
import { readTallies, type TallyRow } from "@/lib/telemetry/store/tallies";

const DAYS = 14;

/** What a model costs this project now; null: neither it nor the catalogue has a price. */
type PriceNow = (provider: string, model: string) => ModelPrice | null;

export type Found = {
  readonly basis: Basis;
  readonly restNote: string | null;
  readonly priceNow: PriceNow;
};

/** Null: nothing was measured. Whole days only: today would weigh too little. */
export async function readBasis(ctx: ProjectCtx): Promise<Found | null> {
  const { pool, project, now } = ctx;
  const { timeZone, id: projectId } = project;
  const to = periodAt("daily", now, timeZone).from;
  const span = { from: new Date(to.getTime() - DAYS * DAY), to };
  const place = { projectId, span, tier: "1h" as const };
  const kept = new Date(now.getTime() - project.rawDays * DAY);
  const [cells, agents, outcomes, lengths, prices, daily] = await Promise.all([
    readCounters(pool, { ...place, by: ["agentType", "provider", "model"] }),
    readCounters(pool, { ...place, by: ["agent", "agentType"] }),
    readTallies(pool, { ...place, kind: "cache", by: ["agent", "label"] }),
    readableSpan(pool, projectId, span, kept).then((read) =>
      readLengths(pool, { projectId, span: read }),
    ),
    pricesOf(projectId),
    readDaily(pool, {
      ...{ projectId, timeZone },
      span: { from: new Date(now.getTime() - HISTORY_DAYS * DAY), to: now },
    }),
  ]);
  if (cells.every(({ calls }) => calls === 0)) return null;
  const dates = new Set(
    daily.map(({ date }) => date).filter((date) => date < dateOf(now, timeZone)),
  );
  const days = Math.max(1, Math.min(DAYS, dates.size));
  const priceNow = pricesAt(prices, now);
  const { month, restNote } = await monthOf(ctx, daily, cells, days);
  return {
    basis: {
      days,
      cells: cells.filter(({ calls }) => calls > 0).map((row) => cellOf(row, priceNow)),
      types: typesOf(agents, outcomes),
      lengths: binsOf(lengths),
      month,
    },
    restNote,
    priceNow,
  };
}

/** Without a service tier: what calls asked for is not kept in sums. */
const pricesAt =
  (priceFor: PriceFor, at: Date): PriceNow =>
  (provider, model) => {
    const { card, terms } = priceFor({ provider, model, at, serviceTier: null });
    return card && { card, terms };
  };

async function monthOf(
  { now, project }: ProjectCtx,
  rows: Parameters<typeof forecastFrom>[0],
  cells: readonly CounterRow[],
  days: number,
) {
  const { timeZone } = project;
  const forecast = await forecastFrom(rows, now, timeZone);
  const { end, spentPicos, period } = aheadOf("monthly", { rows, now, timeZone, forecast });
  const actual = dollarsOf(spentPicos);
  if (end) return { month: { actual, rest: Math.max(0, end.expected - actual) }, restNote: null };
  const spent = cells.reduce((sum, { costPicos }) => sum + dollarsOf(costPicos), 0);
  const left = (period.to.getTime() - now.getTime()) / DAY;
  return {
    month: { actual, rest: (spent / days) * left },
    restNote:
      "There is not enough history for a forecast: the rest of the month is taken to cost what these days did",
  };
}

function cellOf(row: CounterRow, priceNow: PriceNow): Basis["cells"][number] {
  const { agentType, provider, model } = row.key;
  const cost = dollarsOf(row.costPicos);
  const tokens: ClassCounts = {
    input: row.inputTokens,
    cacheRead: row.cacheReadTokens,
    cacheWrite: row.cacheWriteTokens,
    output: row.outputTokens - row.reasoningTokens,
    reasoning: row.reasoningTokens,
  };
  return {
    ...{ agentType, provider, model, tokens, cost },
    calls: row.calls,
    outputCost: cost * outputShare(tokens, row, priceNow),
    latencyMs: 0,
  };
}

/** Of the money, the part for output: by the rates of the mean call. */
function outputShare(tokens: ClassCounts, { key, calls }: CounterRow, priceNow: PriceNow): number {
  const price = priceNow(key.provider, key.model);
  if (!price) return 0;
  const mean = Object.fromEntries(
    TOKEN_CLASSES.map((of) => [of, Math.round((tokens[of] ?? 0) / calls)]),
  );
  const receipt = receiptOf(mean, price.card, price.terms);
  if ("missing" in receipt || receipt.exact === 0n) return 0;
  return Number(receipt.sides.output) / Number(receipt.exact);
}

type Timed = { n: number; ms: number };

function typesOf(agents: readonly CounterRow[], outcomes: readonly TallyRow[]): Basis["types"] {
  const asked = agents.filter(({ requests }) => requests > 0);
  const names = [...new Set(asked.map(({ key }) => key.agentType))];
  return names.map((agentType) => {
    const own = asked.filter(({ key }) => key.agentType === agentType);
    const members = new Set(own.map(({ key }) => key.agent));
    const timed = (label: string): Timed =>
      outcomes
        .filter(({ key }) => members.has(key.agent) && key.label === label)
        .reduce((sum, { n, sum: ms }) => ({ n: sum.n + n, ms: sum.ms + ms }), { n: 0, ms: 0 });
    const hit = timed("hit");
    const requests = own.reduce((sum, row) => sum + row.requests, 0);
    const spentMs = own.reduce((sum, row) => sum + row.durationMs, 0);
    const missed = requests - hit.n;
    return {
      ...{ agentType, requests },
      lookups: own.reduce((sum, row) => sum + row.cacheLookups, 0),
      hits: own.reduce((sum, row) => sum + row.cacheHits, 0),
      hitLatencyMs: hit.n === 0 ? null : hit.ms / hit.n,
      missLatencyMs: missed <= 0 ? spentMs / requests : (spentMs - hit.ms) / missed,
    };
  });
}

function binsOf(rows: Awaited<ReturnType<typeof readLengths>>): Map<string, LengthBin[]> {
  const bins = new Map<string, LengthBin[]>();
  for (const { provider, model, upTo, calls, tokens } of rows) {
    const key = `${provider} ${model}`;
    bins.set(key, [...(bins.get(key) ?? []), { upTo, calls, tokens }]);
  }
  return bins;
}

/** A report out of what was read: sentences, figures and tables, the same for the page, the mail and the paper. */
import { exact, quantity, share } from "@/lib/core/format";
import { dollarsOf, formatMoney, perRequest, picosOf } from "@/lib/core/money";
import type { Target } from "@/lib/core/targets";
import { type Period, periodAfter, periodBefore } from "@/lib/cost/budget/calendar";
import type { MessageTable } from "@/lib/notify/message";
import { costPerRequest, hitRate, type Volume } from "@/lib/overview/volume";
import type { StoodOut } from "@/lib/spend/anomalies/view";
import type { BudgetView } from "@/lib/spend/budgets/schema";
import { dayWords, PERIOD_WORDS } from "@/lib/spend/budgets/words";
import { byName, type Daily, spentFrom } from "@/lib/spend/daily";
import { labelOf, type SpendDim } from "@/lib/spend/dimension";
import type { ReportView } from "./schema";

export type ReportFound = {
  readonly period: Period;
  readonly timeZone: string;
  readonly now: Date;
  /** Local dates: the first of the period, the first after it, the first of the one before. */
  readonly dates: { readonly from: string; readonly to: string; readonly before: string };
  readonly volume: Volume;
  readonly volumeBefore: Volume;
  readonly rowsBy: ReadonlyMap<SpendDim, readonly Daily[]>;
  /** Requests by agent type. */
  readonly mix: ReadonlyMap<string, number>;
  readonly budgets: readonly BudgetView[];
  readonly anomalies: readonly StoodOut[];
  /** What would have been said on the first day; null: not enough history. */
  readonly said: {
    readonly total: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  /** Kept questions: dollars of thirty days, now and then. */
  readonly scenarios: readonly {
    readonly name: string;
    readonly now: number;
    readonly then: number;
  }[];
  readonly target: Target;
};

const DETAIL: Readonly<Record<Period["kind"], readonly SpendDim[]>> = {
  daily: ["agent"],
  weekly: ["agent", "model", "provider", "environment"],
  monthly: ["agent", "agentType", "provider", "model", "environment"],
};
const MOST_ROWS = 10;
const MOST_MOVERS = 5;

const money = (picos: bigint): string => formatMoney(picos, { precise: true });
const dollars = (amount: number): string =>
  `${amount < 0 ? "-" : ""}${formatMoney(picosOf(Math.abs(amount).toFixed(6)), { precise: true })}`;
const signed = (amount: number): string => `${amount > 0 ? "+" : ""}${dollars(amount)}`;
const part = (value: number | null): string => (value === null ? "—" : share(value));

export function reportOf(found: ReportFound): ReportView {
  const { period, timeZone, now, rowsBy } = found;
  return {
    kind: period.kind,
    title: titleOf(period),
    ...{ from: period.from.toISOString(), to: period.to.toISOString(), timeZone },
    isOver: now >= period.to,
    before: periodBefore(period, timeZone).key,
    after: period.to <= now ? periodAfter(period, timeZone).key : null,
    lines: linesOf(found),
    facts: factsOf(found),
    tables: [
      ...DETAIL[period.kind].map((by) => splitTable(by, rowsBy.get(by) ?? [], found)),
      moversTable(rowsBy.get("agent") ?? [], found),
      ...(period.kind === "daily" ? [] : [daysTable(rowsBy.get("agent") ?? [], found)]),
      budgetsTable(found),
      anomaliesTable(found),
      ...(period.kind === "monthly" ? [scenariosTable(found)] : []),
    ].filter(({ rows }) => rows.length > 0),
    assumptions: period.kind === "monthly" ? assumptionsOf(found) : [],
  };
}

function titleOf({ kind, key }: Pick<Period, "kind" | "key">): string {
  const date = new Date(`${key}T00:00:00Z`);
  const written = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(date);
  if (kind === "monthly") return `Cost of ${written({ month: "long", year: "numeric" })}`;
  const day = written({ day: "numeric", month: "short", year: "numeric" });
  return kind === "weekly" ? `Cost of the week of ${day}` : `Cost of ${day}`;
}

function linesOf(found: ReportFound): string[] {
  const { volume, volumeBefore, period, said, anomalies } = found;
  const word = PERIOD_WORDS[period.kind];
  const change = dollarsOf(volume.costPicos) - dollarsOf(volumeBefore.costPicos);
  const before =
    volumeBefore.calls === 0
      ? `nothing was measured in the ${word} before`
      : `${signed(change)} against ${money(volumeBefore.costPicos)} in the ${word} before`;
  return [
    `${money(volume.costPicos)} was spent on ${quantity(volume.calls, "call")} for ${quantity(volume.requests, "request")}: ${before}.`,
    ...(said === null ? [] : [saidLine(said, dollarsOf(volume.costPicos), word)]),
    ...(volume.unpricedCalls > 0
      ? [
          `${quantity(volume.unpricedCalls, "call")} without a price: what that cost is missing from every sum here.`,
        ]
      : []),
    anomalies.length === 0
      ? "No day stood out."
      : `${quantity(anomalies.length, "day")} stood out.`,
  ];
}

function saidLine(
  { total, low, high }: NonNullable<ReportFound["said"]>,
  actual: number,
  word: string,
): string {
  const within =
    low === null || high === null
      ? ""
      : actual >= low && actual <= high
        ? `, within its 80 % interval of ${dollars(low)} to ${dollars(high)}`
        : `, outside its 80 % interval of ${dollars(low)} to ${dollars(high)}`;
  return `On its first day the forecast for the ${word} was ${dollars(total)}; it came to ${dollars(actual)}${within}.`;
}

function factsOf({ volume, target, timeZone }: ReportFound): [string, string][] {
  const each = costPerRequest(volume);
  const avoided = perRequest(volume.avoidedPicos, volume.cacheHits);
  return [
    ["Spent", money(volume.costPicos)],
    ["Cost a request", each === null ? "—" : `${dollars(each)} (target ${target.words})`],
    [
      "Avoided by the cache",
      `${money(volume.avoidedPicos)}${avoided === null ? "" : `, ${money(avoided)} a hit`}`,
    ],
    ["Cache hit rate", part(hitRate(volume))],
    ["Paid for failed calls", money(volume.errorCostPicos)],
    ["Calls without a price", exact(volume.unpricedCalls)],
    ["Time zone", timeZone],
  ];
}

type Two = { readonly name: string; readonly now: bigint; readonly before: bigint };

function twoOf(rows: readonly Daily[], { dates }: ReportFound): Two[] {
  return [...byName(rows)]
    .map(([name, own]) => ({
      name,
      now: spentFrom(own, dates.from, dates.to),
      before: spentFrom(own, dates.before, dates.from),
    }))
    .filter(({ now, before }) => now > 0n || before > 0n);
}

function splitTable(by: SpendDim, rows: readonly Daily[], found: ReportFound): MessageTable {
  const whole = Number(found.volume.costPicos);
  return {
    title: `By ${labelOf(by, "").replace(/^no /, "")}`,
    head: ["Name", "Spent", "Share", "Before"],
    rows: twoOf(rows, found)
      .toSorted((a, b) => Number(b.now - a.now))
      .slice(0, MOST_ROWS)
      .map(({ name, now, before }) => [
        ...[labelOf(by, name), money(now)],
        ...[whole === 0 ? "—" : share(Number(now) / whole), money(before)],
      ]),
  };
}

const moversTable = (rows: readonly Daily[], found: ReportFound): MessageTable => ({
  title: "Top movers",
  head: ["Agent", "Change", "Spent", "Before"],
  rows: twoOf(rows, found)
    .map((one) => ({ ...one, change: dollarsOf(one.now - one.before) }))
    .filter(({ change }) => change !== 0)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, MOST_MOVERS)
    .map(({ name, now, before, change }) => [
      ...[labelOf("agent", name), signed(change), money(now), money(before)],
    ]),
});

function daysTable(rows: readonly Daily[], { dates }: ReportFound): MessageTable {
  const own = rows.filter(({ date }) => date >= dates.from && date < dates.to);
  const days = [...new Set(own.map(({ date }) => date))].toSorted();
  return {
    title: "By day",
    head: ["Day", "Spent", "Requests"],
    rows: days.map((date) => {
      const of = own.filter((row) => row.date === date);
      const requests = of.reduce((sum, row) => sum + row.requests, 0);
      return [dayWords(date), money(spentFrom(of, date)), exact(requests)];
    }),
  };
}

const STANDING: Readonly<Record<BudgetView["standing"], string>> = {
  within: "within",
  ahead: "will be crossed",
  near: "threshold crossed",
  over: "used up",
  off: "off",
};

const budgetsTable = ({ budgets }: ReportFound): MessageTable => ({
  title: "Budgets, as they stand now",
  head: ["Budget", "Spent", "Amount", "Standing"],
  rows: budgets.map(({ label, spentUsd, amountUsd, standing }) => [
    ...[label, money(picosOf(spentUsd)), money(picosOf(amountUsd)), STANDING[standing]],
  ]),
});

const anomaliesTable = ({ anomalies }: ReportFound): MessageTable => ({
  title: "Days that stood out",
  head: ["Day", "Spent", "Expected"],
  rows: anomalies.map(({ date, observed, expected }) => [
    ...[dayWords(date), dollars(observed), dollars(expected)],
  ]),
});

const scenariosTable = ({ scenarios }: ReportFound): MessageTable => ({
  title: "What if, as it was kept: thirty days",
  head: ["Scenario", "Now", "Then", "Change"],
  rows: scenarios.map(({ name, now, then }) => [
    ...[name, dollars(now), dollars(then), signed(then - now)],
  ]),
});

function assumptionsOf({ volume, mix }: ReportFound): string[] {
  const requests = [...mix.values()].reduce((sum, n) => sum + n, 0);
  const shares = [...mix]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `${labelOf("agentType", name)} ${share(n / requests)}`);
  return [
    `The cache answered ${part(hitRate(volume))} of its lookups.`,
    ...(requests > 0 ? [`Requests were ${shares.join(", ")}.`] : []),
    "Forecasts take the days to come to be like those of the weeks before.",
    "Costs are at the prices in force when each call was made.",
  ];
}

/** Days whose spend stood out, with who made the difference. */
import { dollarsOf } from "@/lib/core/money";
import { DAY } from "@/lib/core/time";
import { contributionsOf, type Division, type Spend } from "@/lib/cost/anomalies/contribution";
import { findingsIn } from "@/lib/cost/anomalies/detect";
import { aboveDailyAverage } from "@/lib/cost/anomalies/rules";
import { type Daily, dollarsBefore, plusDays, spentFrom } from "@/lib/spend/daily";
import { labelOf } from "@/lib/spend/dimension";
import type { ContributionView } from "./schema";

export type StoodOut = {
  readonly date: string;
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number | null;
  readonly threshold: number | null;
  readonly impact: number;
  readonly because: string;
};

/** Less than this is nobody's trouble, however unusual. */
export const FLOOR_DOLLARS = 1;

export type Looked = {
  readonly findings: readonly StoodOut[];
  readonly days: number;
  readonly today: number;
  readonly limitToday: number | null;
};

const times = (value: number): string => `${Math.round(value * 100) / 100}`;

/** Newest first. Today is judged by the daily average alone: of the day's usual shape it is only a part. */
export function lookAt(rows: readonly Daily[], today: string, shownFrom: string): Looked {
  const values = dollarsBefore(rows, today);
  const dates = values.map((_, i) => plusDays(today, i - values.length));
  const history = {
    step: "day" as const,
    at: dates.map((date) => Date.parse(`${date}T00:00:00Z`)),
    values,
  };
  const found = findingsIn(history, { least: FLOOR_DOLLARS, directions: "above" });
  const spent = dollarsOf(spentFrom(rows, today));
  const rule = aboveDailyAverage(values, spent);
  const present: StoodOut[] =
    rule.isAnomaly && rule.average !== null && spent - rule.average >= FLOOR_DOLLARS
      ? [
          {
            ...{ date: today, observed: spent, expected: rule.average, threshold: 2 },
            ratio: rule.average === 0 ? null : spent / rule.average,
            impact: spent - rule.average,
            because: "today has cost more than twice an average day",
          },
        ]
      : [];
  const past = found.map((one): StoodOut => {
    const date = new Date(one.at).toISOString().slice(0, 10);
    const { observed, expected, ratio, threshold, impact } = one;
    const lasted = Math.round((one.to - one.from) / DAY) + 1;
    return {
      ...{ date, observed, expected, ratio, threshold, impact },
      because: `more than ${times(threshold)} times the same weekday's median, which this project exceeds at most once in a hundred days${lasted > 1 ? `; it lasted ${lasted} days` : ""}`,
    };
  });
  const findings = [...present, ...past.toReversed()].filter(({ date }) => date >= shownFrom);
  return { findings, days: values.length, today: spent, limitToday: rule.limit };
}

type Dimension = ContributionView["dimension"];
const WEEKS = 4;
const MOST = 8;

/** What the same weekday of up to four weeks before was like on average, and the day itself. */
export function contributions(
  date: string,
  rowsBy: ReadonlyMap<Dimension, readonly Daily[]>,
): ContributionView[] {
  const divisions = [...rowsBy].map(([dimension, rows]): Division => {
    const known = new Set(rows.map((row) => row.date));
    const examples = Array.from({ length: WEEKS }, (_, i) => plusDays(date, -7 * (i + 1)));
    const before = examples.filter((day) => known.has(day));
    return {
      dimension,
      expected: spendOn(rows, before),
      observed: spendOn(rows, [date]),
    };
  });
  return contributionsOf(divisions)
    .filter(({ share }) => (share ?? 0) > 0.05)
    .slice(0, MOST)
    .map(({ dimension, member, ...rest }) => ({
      ...rest,
      dimension: dimension as Dimension,
      label: labelOf(dimension as Dimension, member),
    }));
}

/** Users are kept without the number of their calls: requests stand for them. */
function spendOn(rows: readonly Daily[], dates: readonly string[]): Map<string, Spend> {
  const spent = new Map<string, Spend>();
  for (const row of rows) {
    if (!dates.includes(row.date)) continue;
    const { cost, calls } = spent.get(row.name) ?? { cost: 0, calls: 0 };
    spent.set(row.name, {
      cost: cost + dollarsOf(row.costPicos) / dates.length,
      calls: calls + (row.calls || row.requests) / dates.length,
    });
  }
  return spent;
}

/** How a budget burns: spend adding up day by day, an even spend beside it, and where the forecast leads. */
import { dollarsOf } from "@/lib/core/money";
import { DAY } from "@/lib/core/time";
import { type PeriodKind, periodAt } from "@/lib/cost/budget/calendar";
import type { Axis, Line } from "@/lib/overview/lines";
import { byDate, dateOf, datesBetween, plusDays } from "@/lib/spend/daily";
import { type End, endsOf, type Scene } from "@/lib/spend/outlook";

type Chart = { readonly axis: Axis; readonly lines: readonly Line[] };

/** Each point is the end of its day; today's is now. */
export function burnChart(kind: PeriodKind, amountPicos: bigint, scene: Scene): Chart {
  const { rows, timeZone, now } = scene;
  const period = periodAt(kind, now, timeZone);
  const dates = datesBetween(period.key, plusDays(dateOf(period.to, timeZone), -1));
  const today = dateOf(now, timeZone);
  const sums = byDate(rows);
  let spent = 0n;
  const actual = dates.map((date) => {
    if (date > today) return null;
    spent += sums.get(date) ?? 0n;
    return dollarsOf(spent);
  });
  const amount = dollarsOf(amountPicos);
  return {
    axis: { from: period.from.toISOString(), stepMs: DAY, count: dates.length },
    lines: [
      { key: "spent", label: "Spent", values: actual },
      ...courseLines(kind, scene, dates, today),
      {
        key: "even",
        label: "Even spend",
        values: dates.map((_, i) => (amount * (i + 1)) / dates.length),
      },
    ],
  };
}

/** A day alone has no course, and neither has a past that is too short. */
function courseLines(
  kind: PeriodKind,
  scene: Scene,
  dates: readonly string[],
  today: string,
): Line[] {
  const ends = endsOf(kind, scene);
  if (dates.length === 1 || ends.length === 0) return [];
  const first = dates.indexOf(today);
  const line = (key: string, label: string, pick: (end: End) => number | null): Line => ({
    ...{ key, label },
    values: dates.map((_, i) => {
      const end = i < first ? undefined : ends[i - first];
      return end === undefined ? null : pick(end);
    }),
  });
  return [
    line("expected", "Expected", ({ expected }) => expected),
    line("low", "80 %, from", ({ low }) => low),
    line("high", "80 %, to", ({ high }) => high),
  ];
}

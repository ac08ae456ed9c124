"use client";
/** Which model speaks, why, and how good it has been on this project's own past. */
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { ForecastView } from "@/lib/spend/forecast/schema";

const ratio = (value: number): string => value.toFixed(2);

export function RecordPanel({ reading }: { reading: Reading<ForecastView> }) {
  return (
    <Panel
      title="Model"
      question="Who says so, and how good has that been here?"
      reading={reading}
      figure={({ model }) => model?.name ?? "none"}
      isEmpty={({ model }) => model === null}
      empty={{
        title: "Not enough history",
        hint: "With seven whole days it is the mean of each weekday; with three weeks the model that was nearest on this project's own past.",
      }}
      height={340}
    >
      {(view) => <Facts view={view} />}
    </Panel>
  );
}

function Facts({ view }: { view: ForecastView }) {
  const { model, record, scores, lastMonth, unpricedCalls } = view;
  return (
    <ScrollBox>
      <div className="flex flex-col gap-3 text-13 text-secondary">
        <p>{`Chosen because it is: ${model?.why}.`}</p>
        {model?.shift && <p>{`${model.shift}.`}</p>}
        <dl className="flex flex-col gap-1">
          <Fact
            name="Error against repeating the last week"
            value={orDash(record?.toNaive, ratio)}
          />
          <Fact name="Days within their 80 % interval" value={orDash(record?.coverage, share)} />
          <Fact name="Width of that interval" value={orDash(record?.width, share)} />
          <Fact name="Days it was tried on" value={String(record?.trials ?? 0)} />
        </dl>
        {lastMonth && (
          <p>
            {`On the first day of ${lastMonth.key.slice(0, 7)} it would have said ${dollars(lastMonth.said)}; it came to ${dollars(lastMonth.actual)}. `}
            <LastMonthBadge month={lastMonth} />
          </p>
        )}
        {scores.length > 0 && (
          <dl className="flex flex-col gap-1 border-line border-t pt-2">
            {scores.map(({ model: name, toNaive }) => (
              <Fact key={name} name={name} value={orDash(toNaive, ratio)} />
            ))}
          </dl>
        )}
        {unpricedCalls > 0 && (
          <Badge tone="warning" wraps>
            {`${unpricedCalls.toLocaleString("en")} calls of this month have no price and are in none of these figures`}
          </Badge>
        )}
      </div>
    </ScrollBox>
  );
}

function LastMonthBadge({ month }: { month: NonNullable<ForecastView["lastMonth"]> }) {
  const { low, high, actual } = month;
  if (low === null || high === null) return null;
  return actual >= low && actual <= high ? (
    <Badge bare tone="ok">
      within its interval
    </Badge>
  ) : (
    <Badge bare tone="warning">
      outside its interval
    </Badge>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="min-w-0">{name}</dt>
      <dd className="shrink-0 text-primary tabular-nums">{value}</dd>
    </div>
  );
}

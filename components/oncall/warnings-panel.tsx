"use client";
/** What will go wrong with the schedules in the next fourteen days, while there is time to mend it. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import { quantity } from "@/lib/core/format";
import type { OnCallView, WarningView } from "@/lib/oncall/schedules/schema";
import { SpanWords } from "./span-words";
import { warningWords } from "./words";

type Row = WarningView & { readonly id: string; readonly schedule: string };

const rowsOf = ({ schedules }: OnCallView): readonly Row[] =>
  schedules.flatMap(({ id, name, warnings }) =>
    warnings.map((warning) => ({
      ...warning,
      id: `${id} ${warning.kind} ${warning.person ?? ""} ${warning.from}`,
      schedule: name,
    })),
  );

export function WarningsPanel({ reading }: { reading: Reading<OnCallView> }) {
  const hasSchedules = (reading.data?.schedules.length ?? 0) > 0;
  return (
    <Panel
      title="Warnings"
      question="When will nobody answer in the next 14 days?"
      reading={part(reading, rowsOf)}
      figure={({ length }) => quantity(length, "warning")}
      isEmpty={({ length }) => length === 0}
      empty={{
        title: hasSchedules
          ? "Somebody who can be told is on call all the time"
          : "There is no schedule to watch",
      }}
      height="fit"
    >
      {(rows) => (
        <ul className="flex flex-col divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-col gap-1 py-2 first:pt-0 last:pb-0">
              <Badge tone="warning" bare wraps>
                {`${row.schedule}: ${warningWords(row)}`}
              </Badge>
              <SpanWords {...row} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

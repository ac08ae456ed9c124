"use client";
/** The note that a shift leaves for the next, to be copied where it is wanted. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { Snippet } from "@/components/ui/snippet";
import { handoffQuery } from "@/lib/oncall/schedules/client";
import type { OnCallView } from "@/lib/oncall/schedules/schema";
import { SchedulePicker } from "./schedule-picker";

const SHIFTS = [
  { value: "current", label: "This shift" },
  { value: "last", label: "Last shift" },
] as const;

type HandoffPanelProps = { project: string; reading: Reading<OnCallView> };

export function HandoffPanel({ project, reading }: HandoffPanelProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [of, setOf] = useState<(typeof SHIFTS)[number]["value"]>("current");
  const schedules = reading.data?.schedules ?? [];
  const id = schedules.find((one) => one.id === chosen)?.id ?? schedules[0]?.id;
  const note = useQuery({ ...handoffQuery(project, id ?? "", of), enabled: id !== undefined });
  if (id === undefined) return null;
  return (
    <Panel
      title="Hand-off note"
      question="What does whoever comes next have to know?"
      reading={note}
      figure={({ shift }) => (shift ? `of ${shift.person}` : "no shift")}
      controls={<Segmented label="Which shift" value={of} options={SHIFTS} onChange={setOf} />}
      height="fit"
    >
      {({ markdown }) => (
        <div className="flex flex-col gap-3">
          <SchedulePicker schedules={schedules} value={id} onChange={setChosen} />
          {markdown === null ? (
            <p className="text-13 text-muted">
              {of === "current" ? "Nobody is on call now." : "Nobody was on call before."}
            </p>
          ) : (
            <Snippet code={markdown} label="hand-off note" />
          )}
        </div>
      )}
    </Panel>
  );
}

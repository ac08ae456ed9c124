"use client";
/** On-call: who is now and who is next, one's own shifts, the weeks to come and what is wrong with them. */
import { useQuery } from "@tanstack/react-query";
import { CalendarPlus } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { KeptLink } from "@/components/ui/kept-link";
import { onCallQuery } from "@/lib/oncall/schedules/client";
import type { ScheduleView } from "@/lib/oncall/schedules/schema";
import { CalendarPanel } from "./calendar-panel";
import { HandoffPanel } from "./handoff-panel";
import { MinePanel } from "./mine-panel";
import { NowPanel } from "./now-panel";
import { ScheduleDialog } from "./schedule-dialog";
import { TimelinePanel } from "./timeline-panel";
import { WarningsPanel } from "./warnings-panel";

export function OnCallPage() {
  const { ask, live } = useAsk();
  const { project } = ask;
  const reading = useQuery(onCallQuery(project, live));
  const [writing, setWriting] = useState<ScheduleView | "new" | null>(null);
  const shared = { project, reading };
  return (
    <PageFrame
      title="On-call"
      lead={
        <>
          Who answers, and when.{" "}
          <KeptLink href="/settings/escalation">Escalation policies</KeptLink> say who is told after
          whom.
        </>
      }
      acts={
        <Can permission="on-call:write">
          {(gate) => (
            <Button tone="primary" icon={CalendarPlus} onClick={() => setWriting("new")} {...gate}>
              New schedule
            </Button>
          )}
        </Can>
      }
    >
      <NowPanel {...shared} onChange={setWriting} />
      <div className="grid gap-4 max-md:gap-3 lg:grid-cols-2">
        <MinePanel {...shared} />
        <WarningsPanel reading={reading} />
      </div>
      <TimelinePanel {...shared} />
      <div className="grid gap-4 max-md:gap-3 lg:grid-cols-2">
        <HandoffPanel {...shared} />
        <CalendarPanel {...shared} />
      </div>
      {writing && reading.data && (
        <ScheduleDialog
          project={project}
          schedule={writing === "new" ? null : writing}
          people={reading.data.people}
          onClose={() => setWriting(null)}
        />
      )}
    </PageFrame>
  );
}

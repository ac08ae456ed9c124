"use client";
/** The alerts that an incident is about, and how each stands. */
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { IncidentDetail } from "@/lib/incidents/views";

export function AlertsPanel({ reading }: { reading: Reading<IncidentDetail> }) {
  return (
    <Panel
      title="Alerts"
      question="Which alerts is it about?"
      reading={reading}
      figure={({ alerts }) =>
        `${alerts.filter(({ endedAt }) => endedAt === null).length} of ${alerts.length} firing`
      }
      isEmpty={({ alerts }) => alerts.length === 0}
      empty={{
        title: "No alert is linked",
        hint: "Declared from an alert, the next of the same rule joins by itself.",
      }}
      height="fit"
    >
      {({ alerts }) => (
        <ul className="flex flex-col gap-2 text-13">
          {alerts.map(({ id, name, about, value, bound, startedAt, endedAt, acknowledged }) => (
            <li key={id} className="border-line border-b pb-2 last:border-b-0 last:pb-0">
              <p className="flex flex-wrap items-center gap-x-2">
                <KeptLink href={`/alerts/${id}`}>{name}</KeptLink>
                <Badge tone={endedAt ? "ok" : "critical"} bare>
                  {endedAt ? "Resolved" : "Firing"}
                </Badge>
                {about && <span className="min-w-0 break-words text-secondary">{about}</span>}
              </p>
              <p className="text-12 text-secondary">
                {value && `${[value, bound].filter(Boolean).join(", ")} · `}
                since <Instant at={startedAt} style="exact" />
                {acknowledged ? ` · ${acknowledged.by} is on it` : ""}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

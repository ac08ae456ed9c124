"use client";
/** The four clocks of an incident; one that still runs says so. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { useNow } from "@/components/ui/use-now";
import { duration } from "@/lib/core/format";
import type { IncidentDetail } from "@/lib/incidents/views";

const CLOCKS = [
  { key: "detectMs", label: "To detect" },
  { key: "acknowledgeMs", label: "To acknowledge" },
  { key: "mitigateMs", label: "To mitigate" },
  { key: "resolveMs", label: "To resolve" },
] as const;

export function ClocksPanel({ reading }: { reading: Reading<IncidentDetail> }) {
  return (
    <Panel title="Clocks" question="How long did each step take?" reading={reading} height="fit">
      {({ incident }) => (
        <div className="flex flex-col gap-2">
          <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
            {CLOCKS.map(({ key, label }) => (
              <div key={key}>
                <dt className="text-12 text-muted">{label}</dt>
                <dd className="font-semibold text-16 text-primary tabular-nums">
                  {figureOf(incident.clocks[key])}
                </dd>
              </div>
            ))}
          </dl>
          <Lasted startedAt={incident.startedAt} resolvedAt={incident.resolvedAt} />
        </div>
      )}
    </Panel>
  );
}

const figureOf = (ms: number | null): string => (ms === null ? "–" : duration(ms));

function Lasted({ startedAt, resolvedAt }: { startedAt: string; resolvedAt: string | null }) {
  const now = useNow();
  const runs = resolvedAt === null && now !== null ? now - Date.parse(startedAt) : null;
  return (
    <p className="text-12 text-secondary">
      began <Instant at={startedAt} style="exact" />
      {runs !== null && `, lasts ${duration(Math.max(0, runs))}`}
    </p>
  );
}

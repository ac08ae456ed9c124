"use client";
/** The incidents that are open, worst first, each with who commands it and when the next update is due. */
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { useNow } from "@/components/ui/use-now";
import { quantity } from "@/lib/core/format";
import type { IncidentRow, IncidentsView } from "@/lib/incidents/views";
import { StandingBadges } from "./badges";

export function OpenPanel({ reading }: { reading: Reading<IncidentsView> }) {
  return (
    <Panel
      title="Open"
      question="What is being worked on now?"
      reading={reading}
      figure={({ open }) => `${open.filter(({ isDrill }) => !isDrill).length} open`}
      isEmpty={({ open }) => open.length === 0}
      empty={{
        title: "No incident is open",
        hint: "Declare one by hand or from an alert; the project's settings say which alerts declare one by themselves.",
      }}
      height="fit"
      isFlush
    >
      {({ open }) => (
        <ul className="flex flex-col">
          {open.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ incident }: { incident: IncidentRow }) {
  const { id, number, title, startedAt, commander, alerts, nextUpdateAt } = incident;
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2.5 text-13 hover:bg-hover">
      <span className="min-w-0 flex-1 basis-56">
        <KeptLink href={`/incidents/${id}`} look="cover">
          <span className="font-medium text-14 text-primary">{`${number} ${title}`}</span>
        </KeptLink>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-0.5">
          <StandingBadges incident={incident} />
        </span>
      </span>
      <span className="text-12 text-secondary">
        since <Instant at={startedAt} />
      </span>
      <span className="text-12 text-secondary">
        {commander === null ? "nobody commands" : `${commander} commands`}
      </span>
      {alerts > 0 && <span className="text-12 text-muted">{quantity(alerts, "alert")}</span>}
      <DueBadge at={nextUpdateAt} />
    </li>
  );
}

/** Nothing while there is time. */
export function DueBadge({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null || now === null || Date.parse(at) > now) return null;
  return <Badge tone="warning">Update overdue</Badge>;
}

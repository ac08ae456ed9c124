"use client";
/** What earlier incidents have to say: those like this one, and what they left undone. */
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { duration } from "@/lib/core/format";
import type { IncidentDetail, Similar } from "@/lib/incidents/views";
import { ActionList } from "./actions-panel";

export function EarlierPanel({ reading }: { reading: Reading<IncidentDetail> }) {
  return (
    <Panel
      title="Seen before"
      question="Was it like this once, and what was left undone?"
      reading={reading}
      figure={({ similar }) => `${similar.length} alike`}
      isEmpty={({ similar, earlierActions }) => similar.length + earlierActions.length === 0}
      empty={{ title: "Nothing like it is on record" }}
      height="fit"
    >
      {({ similar, earlierActions }) => (
        <div className="flex flex-col gap-3 text-13">
          {earlierActions.length > 0 && (
            <div>
              <h3 className="pb-1 font-medium text-primary">Not done since then</h3>
              <ActionList actions={earlierActions} />
            </div>
          )}
          <ul className="flex flex-col gap-1">
            {similar.map((incident) => (
              <Alike key={incident.id} incident={incident} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function Alike({ incident: { id, number, title, startedAt, clocks } }: { incident: Similar }) {
  return (
    <li>
      <KeptLink href={`/incidents/${id}`}>{`${number} ${title}`}</KeptLink>
      <span className="block text-12 text-secondary">
        <Instant at={startedAt} style="exact" />
        {clocks.resolveMs !== null && `, over after ${duration(clocks.resolveMs)}`}
      </span>
    </li>
  );
}

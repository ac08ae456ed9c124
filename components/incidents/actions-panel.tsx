"use client";
/** What was to be done so that it does not happen again, and is not done yet. */
import { Badge } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import type { ActionView } from "@/lib/incidents/views";

type ActionsPanelProps = { reading: Reading<{ readonly actions: readonly ActionView[] }> };

export function ActionsPanel({ reading }: ActionsPanelProps) {
  return (
    <Panel
      title="Open action items"
      question="What did we say we would mend?"
      reading={part(reading, ({ actions }) => actions)}
      figure={({ length }) => `${length} open`}
      isEmpty={({ length }) => length === 0}
      empty={{
        title: "Nothing is owed",
        hint: "Action items of incidents stand here until they are done.",
      }}
      height="fit"
    >
      {(actions) => <ActionList actions={actions} />}
    </Panel>
  );
}

export function ActionList({ actions }: { actions: readonly ActionView[] }) {
  return (
    <ul className="flex flex-col gap-2 text-13">
      {actions.map(({ id, title, owner, dueOn, isOverdue, incident }) => (
        <li key={id} className="border-line border-b pb-2 last:border-b-0 last:pb-0">
          <p className="break-words text-primary">{title}</p>
          <p className="flex flex-wrap items-center gap-x-2 text-12 text-secondary">
            <span>{owner?.name ?? "nobody's"}</span>
            {dueOn && <span>{`due ${dueOn}`}</span>}
            {isOverdue && (
              <Badge tone="warning" bare>
                Overdue
              </Badge>
            )}
            <KeptLink href={`/incidents/${incident.id}`}>{`incident ${incident.number}`}</KeptLink>
          </p>
        </li>
      ))}
    </ul>
  );
}

"use client";
/** Was this page useful, in one touch; and what earlier incidents of the same rule left undone. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { alertIncidentQuery, INCIDENTS_KEY, judgeAlert } from "@/lib/incidents/client";
import type { Verdict } from "@/lib/incidents/schema";
import type { ActionView, AlertIncident } from "@/lib/incidents/views";

type VerdictPanelProps = { project: string; id: string; live: boolean };

export function VerdictPanel({ project, id, live }: VerdictPanelProps) {
  const reading = useQuery(alertIncidentQuery(project, id, live));
  return (
    <Panel
      title="Was this page useful?"
      question="Your answer ranks the rules by noise; and what was to be mended stands here."
      reading={reading}
      height="fit"
    >
      {({ verdict, actions }) => (
        <div className="flex flex-col gap-3">
          <Answer project={project} id={id} verdict={verdict} />
          {actions.length > 0 && <Owed actions={actions} />}
        </div>
      )}
    </Panel>
  );
}

const VERDICTS: readonly { readonly value: Verdict; readonly label: string }[] = [
  { value: "useful", label: "Useful" },
  { value: "noise", label: "Noise" },
  { value: "late", label: "Too late" },
];

type AnswerProps = { project: string; id: string } & Pick<AlertIncident, "verdict">;

/** Pressed again it is taken back. */
function Answer({ project, id, verdict }: AnswerProps) {
  const cache = useQueryClient();
  const may = useMay("alerts:acknowledge") === true;
  const judge = useMutation({
    mutationFn: (next: Verdict | null) => judgeAlert(project, id, next),
    onSettled: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
  return (
    <>
      <fieldset className="flex flex-wrap gap-2" disabled={!may || judge.isPending}>
        <legend className="sr-only">Was this page useful?</legend>
        {VERDICTS.map(({ value, label }) => {
          const isChosen = verdict?.verdict === value;
          return (
            <button
              key={value}
              type="button"
              aria-pressed={isChosen}
              onClick={() => judge.mutate(isChosen ? null : value)}
              className="h-9 flex-1 rounded-control border border-line bg-raised px-3 text-13 text-primary hover:bg-hover disabled:opacity-60 aria-pressed:border-accent aria-pressed:font-medium aria-pressed:text-accent-text max-md:h-11"
            >
              {label}
            </button>
          );
        })}
      </fieldset>
      {verdict && <p className="text-12 text-muted">{`said by ${verdict.by}`}</p>}
      {judge.error && <Notice tone="critical">{judge.error.message}</Notice>}
    </>
  );
}

function Owed({ actions }: { actions: readonly ActionView[] }) {
  return (
    <div className="text-13">
      <h3 className="pb-1 font-medium text-primary">Not done since it last fired</h3>
      <ul className="flex flex-col gap-2">
        {actions.map(({ id, title, owner, dueOn, isOverdue, incident }) => (
          <li key={id}>
            <span className="break-words text-primary">{title}</span>
            <span className="flex flex-wrap items-center gap-x-2 text-12 text-secondary">
              <span>{owner?.name ?? "nobody's"}</span>
              {dueOn && <span>{`due ${dueOn}`}</span>}
              {isOverdue && (
                <Badge tone="warning" bare>
                  Overdue
                </Badge>
              )}
              <KeptLink
                href={`/incidents/${incident.id}`}
              >{`incident ${incident.number}`}</KeptLink>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

"use client";
/** What fires now, worst first, together by rule. */
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { AlertGroup, AlertsView, AlertView } from "@/lib/alerts/views";
import { AnswerButton } from "./answer-button";
import { AnswerWords, SeverityBadge, StandingBadges } from "./badges";
import { EvaluatedAt } from "./evaluation-note";

type FiringPanelProps = { project: string; reading: Reading<AlertsView>; isFiltered: boolean };

export function FiringPanel({ project, reading, isFiltered }: FiringPanelProps) {
  const evaluation = reading.data?.evaluation;
  return (
    <Panel
      title="Firing"
      question="What needs somebody now?"
      reading={reading}
      figure={({ firingCount }) => `${firingCount} firing`}
      isEmpty={({ firingCount }) => firingCount === 0}
      empty={
        isFiltered
          ? { title: "Nothing that fits these filters fires" }
          : {
              title: evaluation?.isStale
                ? "Nothing is known to fire"
                : "All is well: nothing fires",
              hint: evaluation && <EvaluatedAt evaluation={evaluation} />,
            }
      }
      height="fit"
      isFlush
    >
      {({ firing, firingCount }) => (
        <ul className="flex flex-col">
          {firing.map((group) => (
            <Group key={group.key} project={project} group={group} />
          ))}
          <LeftOut shown={firing.flatMap(({ alerts }) => alerts).length} of={firingCount} />
        </ul>
      )}
    </Panel>
  );
}

function LeftOut({ shown, of }: { shown: number; of: number }) {
  if (shown >= of) return null;
  return (
    <li className="border-line border-t px-4 py-3 text-12 text-muted">
      {`The worst ${shown} of ${of}. Narrow by severity, rule or label to see the others.`}
    </li>
  );
}

function Group({ project, group }: { project: string; group: AlertGroup }) {
  const { name, severity, says, alerts } = group;
  return (
    <li className="border-line border-t">
      <div className="flex flex-wrap items-baseline gap-x-2 px-4 pt-2.5 pb-1">
        <SeverityBadge severity={severity} />
        <h3 className="font-medium text-14 text-primary">{name}</h3>
        {alerts.length > 1 && (
          <span className="text-12 text-muted tabular-nums">{`${alerts.length} alerts`}</span>
        )}
        {says && <p className="w-full text-12 text-muted md:w-auto">{says}</p>}
      </div>
      <ul className="pb-1.5">
        {alerts.map((alert) => (
          <Row key={alert.id} project={project} alert={alert} />
        ))}
      </ul>
    </li>
  );
}

function Row({ project, alert }: { project: string; alert: AlertView }) {
  const { id, about, value, bound, startedAt } = alert;
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-13 hover:bg-hover">
      <span className="min-w-0 flex-1 basis-56">
        <KeptLink href={`/alerts/${id}`} look="cover">
          <span className="font-medium text-primary">{about || "The whole project"}</span>
        </KeptLink>
        <span className="flex flex-wrap items-center gap-x-2 text-12 text-secondary">
          {value && <span className="tabular-nums">{bound ? `${value}, ${bound}` : value}</span>}
          <StandingBadges alert={alert} inFiring />
        </span>
      </span>
      <span className="text-12 text-secondary">
        since <Instant at={startedAt} />
      </span>
      <span className="text-12">
        <AnswerWords alert={alert} />
      </span>
      <span className="relative flex flex-wrap items-center gap-2">
        <AnswerButton project={project} alert={alert} />
      </span>
    </li>
  );
}

"use client";
/** How it stands: status, severity, runbook and the next update, each one touch away. */
import { Hand } from "lucide-react";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { changeIncident, type IncidentChange, takeOn } from "@/lib/incidents/client";
import { SEVERITY_MEANING, STATUS_MEANING, STATUS_WORDS, STATUSES } from "@/lib/incidents/schema";
import type { IncidentDetail } from "@/lib/incidents/views";
import { SEVERITY_OPTIONS } from "./declare-dialog";
import { DueBadge } from "./open-panel";
import { useIncidentAct } from "./use-incident-act";

export type IncidentPartProps = {
  project: string;
  id: string;
  reading: Reading<IncidentDetail>;
};

const STATUS_OPTIONS = STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }));

export function StatePanel({ project, id, reading }: IncidentPartProps) {
  return (
    <Panel
      title="State"
      question="How does it stand, and what comes next?"
      reading={reading}
      height="fit"
    >
      {(detail) => <State project={project} id={id} detail={detail} />}
    </Panel>
  );
}

type StateProps = { project: string; id: string; detail: IncidentDetail };

function State({ project, id, detail }: StateProps) {
  const { incident } = detail;
  const act = useIncidentAct();
  const isReadOnly = useMay("incidents:write") !== true;
  const { revision, status, severity, answeredAt } = incident;
  const change = (what: Omit<IncidentChange, "revision">) =>
    act.mutate(() => changeIncident(project, id, { revision, ...what }));
  return (
    <div className="flex flex-col gap-3">
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      {!isReadOnly && answeredAt === null && status !== "resolved" && (
        <Button
          size="l"
          tone="primary"
          icon={Hand}
          isBusy={act.isPending}
          onClick={() => act.mutate(() => takeOn(project, id))}
        >
          I am on it
        </Button>
      )}
      <Field label="Status" hint={STATUS_MEANING[status]}>
        <Select
          value={status}
          options={STATUS_OPTIONS}
          onChange={(next) => change({ status: next })}
          disabled={isReadOnly || act.isPending}
        />
      </Field>
      <Field label="Severity" hint={SEVERITY_MEANING[severity]}>
        <Select
          value={severity}
          options={SEVERITY_OPTIONS}
          onChange={(next) => change({ severity: next })}
          disabled={isReadOnly || act.isPending}
        />
      </Field>
      <Procedure id={id} detail={detail} />
    </div>
  );
}

function Procedure({ id, detail: { incident, alerts } }: Omit<StateProps, "project">) {
  const { runbook, nextUpdateAt } = incident;
  const [first] = alerts;
  const about = first === undefined ? "" : `&alert=${first.id}`;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-13">
      <dt className="text-muted">Runbook</dt>
      <dd className="min-w-0">
        {runbook === null ? (
          <span className="text-secondary">none is linked</span>
        ) : (
          <KeptLink href={`/runbooks/${runbook}?incident=${id}${about}`}>{runbook}</KeptLink>
        )}
      </dd>
      <dt className="text-muted">Next update</dt>
      <dd className="flex flex-wrap items-center gap-2 text-secondary">
        {nextUpdateAt === null ? "none: it is over" : <Instant at={nextUpdateAt} />}
        <DueBadge at={nextUpdateAt} />
      </dd>
    </dl>
  );
}

"use client";
/** How it stands and who does what: status, severity, roles and the next update, each one touch away. */
import { Hand } from "lucide-react";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { changeIncident, type IncidentChange, takeOn, writeEntry } from "@/lib/incidents/client";
import {
  ROLE_WORDS,
  ROLES,
  SEVERITY_MEANING,
  STATUS_MEANING,
  STATUS_WORDS,
  STATUSES,
} from "@/lib/incidents/schema";
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
      question="How does it stand, and who does what?"
      reading={reading}
      height="fit"
    >
      {(detail) => <State project={project} id={id} detail={detail} />}
    </Panel>
  );
}

type StateProps = { project: string; id: string; detail: IncidentDetail };

function State({ project, id, detail }: StateProps) {
  const { incident, timeline } = detail;
  const act = useIncidentAct();
  const isReadOnly = useMay("incidents:write") !== true;
  const { revision, status, severity } = incident;
  const change = (what: Omit<IncidentChange, "revision">) =>
    act.mutate(() => changeIncident(project, id, { revision, ...what }));
  const isTaken = timeline.some(({ what }) => what === "answered" || what === "role");
  return (
    <div className="flex flex-col gap-3">
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      {!isReadOnly && !isTaken && status !== "resolved" && (
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
      <Roles detail={detail} disabled={isReadOnly || act.isPending} onChange={change} />
      <Procedure project={project} id={id} detail={detail} isReadOnly={isReadOnly} />
    </div>
  );
}

type RolesProps = {
  detail: IncidentDetail;
  disabled: boolean;
  onChange: (change: Omit<IncidentChange, "revision">) => void;
};

function Roles({ detail: { incident, people }, disabled, onChange }: RolesProps) {
  const options = [
    { value: "", label: "Nobody" },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return ROLES.map((role) => {
    const held = incident.roles[role];
    const isGone = held !== null && !people.some(({ id }) => id === held.id);
    return (
      <Field key={role} label={ROLE_WORDS[role]}>
        <Select
          value={held?.id ?? ""}
          options={isGone ? [...options, { value: held.id, label: held.name }] : options}
          onChange={(chosen) => onChange({ [role]: chosen === "" ? null : chosen })}
          disabled={disabled}
        />
      </Field>
    );
  });
}

/** Opening it is a step of the response, and noted as one. */
function Procedure({
  project,
  id,
  detail: { incident, alerts },
  isReadOnly,
}: StateProps & { isReadOnly: boolean }) {
  const act = useIncidentAct();
  const { runbook, nextUpdateAt } = incident;
  const [first] = alerts;
  const about = first === undefined ? "" : `?alert=${first.id}`;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-13">
      <dt className="text-muted">Runbook</dt>
      <dd className="min-w-0">
        {runbook === null ? (
          <span className="text-secondary">none is linked</span>
        ) : (
          <span
            onClickCapture={() => {
              if (isReadOnly) return;
              const text = `Opened the runbook ${runbook}`;
              act.mutate(() => writeEntry(project, id, { kind: "step", text }));
            }}
          >
            <KeptLink href={`/runbooks/${runbook}${about}`}>{runbook}</KeptLink>
          </span>
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

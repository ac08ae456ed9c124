"use client";
/** The alerts that an incident is about, how each stands, and which of those that fire belong to it as well. */
import { useQuery } from "@tanstack/react-query";
import { Unlink } from "lucide-react";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { alertsQuery } from "@/lib/alerts/client";
import type { AlertView } from "@/lib/alerts/views";
import { linkAlert, unlinkAlert } from "@/lib/incidents/client";
import type { IncidentDetail } from "@/lib/incidents/views";
import type { IncidentPartProps } from "./state-panel";
import { useIncidentAct } from "./use-incident-act";

export function AlertsPanel({ project, id, reading }: IncidentPartProps) {
  const may = useMay("incidents:write") === true;
  return (
    <Panel
      title="Alerts"
      question="Which alerts is it about?"
      reading={reading}
      figure={({ alerts }) =>
        `${alerts.filter(({ endedAt }) => endedAt === null).length} of ${alerts.length} firing`
      }
      height="fit"
    >
      {(detail) => <Alerts project={project} id={id} detail={detail} may={may} />}
    </Panel>
  );
}

type AlertsProps = { project: string; id: string; detail: IncidentDetail; may: boolean };

function Alerts({ project, id, detail: { alerts, incident }, may }: AlertsProps) {
  const act = useIncidentAct();
  return (
    <div className="flex flex-col gap-3">
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      {alerts.length === 0 && (
        <p className="text-13 text-secondary">
          No alert is linked. Declared from an alert, the next of the same rule joins by itself.
        </p>
      )}
      <ul className="flex flex-col gap-2 text-13">
        {alerts.map((alert) => (
          <li
            key={alert.id}
            className="flex items-start gap-2 border-line border-b pb-2 last:border-b-0 last:pb-0"
          >
            <Linked alert={alert} />
            {may && !incident.isDrill && (
              <IconButton
                size="s"
                icon={Unlink}
                label={`Take ${alert.name} out`}
                onClick={() => act.mutate(() => unlinkAlert(project, id, alert.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {may && !incident.isDrill && (
        <LinkAlert
          linked={alerts.map((one) => one.id)}
          isBusy={act.isPending}
          onLink={(alert) => act.mutate(() => linkAlert(project, id, alert))}
        />
      )}
    </div>
  );
}

function Linked({ alert }: { alert: AlertView }) {
  const { id, name, about, value, bound, startedAt, endedAt, acknowledged } = alert;
  return (
    <div className="min-w-0 flex-1">
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
    </div>
  );
}

type LinkAlertProps = {
  linked: readonly string[];
  isBusy: boolean;
  onLink: (alert: string) => void;
};

/** Nothing to choose from, nothing to show. */
function LinkAlert({ linked, isBusy, onLink }: LinkAlertProps) {
  const { ask, live } = useAsk();
  const { data } = useQuery(alertsQuery({ project: ask.project }, {}, live));
  const firing = (data?.firing ?? [])
    .flatMap(({ alerts }) => alerts)
    .filter(({ id, mark }) => mark === null && !linked.includes(id));
  if (firing.length === 0) return null;
  return (
    <Field label="Another that fires belongs to it">
      <Select
        value=""
        options={[
          { value: "", label: "Choose an alert" },
          ...firing.map(({ id, name, about }) => ({
            value: id,
            label: [name, about].filter(Boolean).join(" · "),
          })),
        ]}
        onChange={(alert) => alert && onLink(alert)}
        disabled={isBusy}
      />
    </Field>
  );
}

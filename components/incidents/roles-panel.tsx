"use client";
/** Who commands, who talks to those who wait, and who writes. */
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Field, Select } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { changeIncident } from "@/lib/incidents/client";
import { type IncidentRole, ROLE_WORDS, ROLES } from "@/lib/incidents/schema";
import type { IncidentDetail, Person } from "@/lib/incidents/views";
import type { IncidentPartProps } from "./state-panel";
import { useIncidentAct } from "./use-incident-act";

export function RolesPanel({ project, id, reading }: IncidentPartProps) {
  return (
    <Panel
      title="Roles"
      question="Who does what?"
      reading={reading}
      figure={({ incident }) =>
        `${ROLES.filter((role) => incident.roles[role] !== null).length} of ${ROLES.length} taken`
      }
      height="fit"
    >
      {(detail) => <Roles project={project} id={id} detail={detail} />}
    </Panel>
  );
}

/** An account that is gone has left its name and no id. */
const choiceOf = (held: Person | null): string => (held === null ? "" : held.id || held.name);

type RolesProps = { project: string; id: string; detail: IncidentDetail };

function Roles({ project, id, detail: { incident, people } }: RolesProps) {
  const act = useIncidentAct();
  const isReadOnly = useMay("incidents:write") !== true;
  const options = [
    { value: "", label: "Nobody" },
    ...people.map((one) => ({ value: one.id, label: one.name })),
  ];
  /** Who has left the project since still holds the role. */
  const optionsFor = (role: IncidentRole) => {
    const held = incident.roles[role];
    const isGone = held !== null && !people.some((one) => one.id === held.id);
    return isGone ? [...options, { value: choiceOf(held), label: held.name }] : options;
  };
  return (
    <div className="flex flex-col gap-2">
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      {ROLES.map((role) => (
        <Field key={role} label={ROLE_WORDS[role]}>
          <Select
            value={choiceOf(incident.roles[role])}
            options={optionsFor(role)}
            onChange={(chosen) =>
              act.mutate(() =>
                changeIncident(project, id, {
                  ...{ revision: incident.revision, [role]: chosen === "" ? null : chosen },
                }),
              )
            }
            disabled={isReadOnly || act.isPending}
          />
        </Field>
      ))}
    </div>
  );
}

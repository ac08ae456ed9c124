"use client";
/** Each environment: prerequisites, rules in order, and what everybody else gets. On and off is the switch's. */
import { Plus } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { environmentServing } from "@/lib/flags/draft";
import type { DraftEnvironment } from "@/lib/flags/schema";
import { environmentNames } from "@/lib/flags/try-out";
import { type Editing, issueOf, withEnvironment } from "./editing";
import { Part } from "./part";
import { PrerequisitesPart } from "./prerequisites-part";
import { RulesPart } from "./rules-part";
import { ServeField } from "./serve-field";

export function EnvironmentsPart({ edit }: { edit: Editing }) {
  const { draft, set } = edit;
  return (
    <>
      {environmentNames(draft).map((name) => {
        const environment = draft.environments[name];
        return (
          environment && (
            <EnvironmentGroup key={name} edit={edit} name={name} environment={environment} />
          )
        );
      })}
      <AddEnvironment
        taken={Object.keys(draft.environments)}
        error={issueOf(edit.error, "flag.environments")}
        onAdd={(name) => {
          const environments = { ...draft.environments };
          environments[name] = environmentServing(draft.offVariant);
          set({ environments });
        }}
      />
    </>
  );
}

type EnvironmentGroupProps = { edit: Editing; name: string; environment: DraftEnvironment };

function EnvironmentGroup({ edit, name, environment }: EnvironmentGroupProps) {
  const { draft, set, holds } = edit;
  const path = `flag.environments.${name}`;
  const hold = holds.find((one) => one.environment === name);
  const change = (part: Partial<DraftEnvironment>) => set(withEnvironment(draft, name, part));
  const remove = () => {
    const { [name]: _gone, ...environments } = draft.environments;
    set({ environments });
  };
  const isOn = environment.isEnabled;
  return (
    <Group
      title={
        <>
          {name}
          <Badge tone={isOn ? "ok" : "critical"}>{isOn ? "On" : "Off"}</Badge>
        </>
      }
      says={
        isOn
          ? `Switched off, everybody gets “${draft.offVariant}”. The switch is on the flag's page.`
          : `Everybody gets “${draft.offVariant}” until it is switched on, on the flag's page.`
      }
    >
      <PrerequisitesPart
        edit={edit}
        prerequisites={environment.prerequisites}
        path={`${path}.prerequisites`}
        onChange={(prerequisites) => change({ prerequisites })}
      />
      <RulesPart
        edit={edit}
        environment={environment}
        path={`${path}.rules`}
        onChange={(rules) => change({ rules })}
      />
      <Part title={environment.rules.length > 0 ? "Everybody else" : "Everybody"} says="gets">
        <ServeField
          edit={edit}
          serve={environment.serve}
          path={`${path}.serve`}
          of={name}
          hold={hold}
          onChange={(serve) => change({ serve })}
        />
      </Part>
      {!hold && (
        <div className="border-line border-t pt-3">
          <Button size="s" onClick={remove}>{`Remove ${name}`}</Button>
        </div>
      )}
    </Group>
  );
}

type AddProps = {
  taken: readonly string[];
  error: string | undefined;
  onAdd: (name: string) => void;
};

function AddEnvironment({ taken, error, onAdd }: AddProps) {
  const [name, setName] = useState("");
  const next = name.trim();
  const add = () => {
    onAdd(next);
    setName("");
  };
  return (
    <Group
      title="Another environment"
      says="Where it has none, programs are given the off variant."
    >
      <div className="flex flex-wrap gap-2">
        <div className="min-w-40 flex-1">
          <TextInput
            aria-label="Name of the environment"
            placeholder="staging"
            value={name}
            maxLength={64}
            autoComplete="off"
            onChange={setName}
          />
        </div>
        <Button icon={Plus} disabled={next === "" || taken.includes(next)} onClick={add}>
          Add
        </Button>
      </div>
      {error !== undefined && <p className="text-12 text-critical-text">{error}</p>}
    </Group>
  );
}

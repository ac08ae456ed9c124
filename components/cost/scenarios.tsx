"use client";
/** Questions that were kept, side by side, and one more. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { dollars } from "@/lib/core/money";
import {
  removeScenario,
  saveScenario,
  scenariosKey,
  scenariosQuery,
} from "@/lib/spend/what-if/client";
import type { LeverInput, ScenarioView } from "@/lib/spend/what-if/schema";

type ScenariosProps = {
  project: string;
  levers: LeverInput;
  onTake: (levers: LeverInput) => void;
};

export function Scenarios({ project, levers, onTake }: ScenariosProps) {
  const { data = [] } = useQuery(scenariosQuery(project));
  const [name, setName] = useState("");
  const cache = useQueryClient();
  const again = () => cache.invalidateQueries({ queryKey: scenariosKey(project) });
  const save = useMutation({
    mutationFn: () => saveScenario(project, name, levers),
    onSuccess: () => {
      setName("");
      return again();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => removeScenario(project, id),
    onSuccess: again,
  });
  const error = save.error ?? remove.error;
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-4 text-13">
      <ul className="flex flex-col">
        {data.map((scenario) => (
          <Kept
            key={scenario.id}
            scenario={scenario}
            onTake={onTake}
            onRemove={() => remove.mutate(scenario.id)}
          />
        ))}
      </ul>
      <Can permission="cost:write" otherwise="hide">
        {() => (
          <form
            className="flex flex-wrap items-end gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <div className="w-72 max-w-full">
              <Field label="Keep this as">
                <TextInput value={name} onChange={setName} maxLength={120} required />
              </Field>
            </div>
            <Button
              type="submit"
              isBusy={save.isPending}
              disabled={name.trim() === "" || Object.keys(levers).length === 0}
            >
              Keep scenario
            </Button>
          </form>
        )}
      </Can>
      {error && <Notice tone="critical">{error.message}</Notice>}
    </div>
  );
}

type KeptProps = {
  scenario: ScenarioView;
  onTake: (levers: LeverInput) => void;
  onRemove: () => void;
};

function Kept({ scenario, onTake, onRemove }: KeptProps) {
  const { name, byName, levers, result } = scenario;
  const saved = result.now.thirtyDays - result.changed.thirtyDays;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2">
      <button
        type="button"
        onClick={() => onTake(levers)}
        className="min-w-0 flex-1 truncate rounded-control text-left font-medium text-primary underline-offset-2 hover:underline"
      >
        {name}
      </button>
      <span className="text-secondary tabular-nums">
        {`${dollars(result.now.thirtyDays)} → ${dollars(result.changed.thirtyDays)} in thirty days`}
      </span>
      <span className="text-secondary tabular-nums">
        {saved >= 0 ? `${dollars(saved)} less` : `${dollars(-saved)} more`}
      </span>
      <span className="text-12 text-muted">{`by ${byName}`}</span>
      <Can permission="cost:write" otherwise="hide">
        {() => <IconButton size="s" icon={Trash2} label={`Remove ${name}`} onClick={onRemove} />}
      </Can>
    </li>
  );
}

"use client";
/** One stage of a plan. */
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { Checkbox, Field, Select, TextInput } from "@/components/ui/field";
import { DurationInput, SureNumberInput } from "@/components/ui/number-input";
import type { Stage } from "@/lib/rollouts/plan";
import { InstantInput } from "./instant-input";
import { issueAt } from "./issue-at";
import { Locked } from "./locked";

type StageFieldsProps = {
  number: number;
  stage: Stage;
  /** Why nothing of it can change. */
  why: string | null;
  /** Why its weight cannot. */
  whyWeight: string | null;
  error: Error | null;
  onChange: (change: Partial<Stage>) => void;
  onRemove: (() => void) | null;
  /** Null: nothing fits behind it. */
  onAdd: (() => void) | null;
  /** What it can see and prove, where there is no room beside the form. */
  children: ReactNode;
};

const PASSES = [
  { value: "evidence", label: "Evidence" },
  { value: "time", label: "Time, unless a gate objects" },
] as const;

const isAlone = (weight: number): boolean => weight <= 0 || weight >= 100;

export function StageFields(props: StageFieldsProps) {
  const { number, stage, why, whyWeight, error, onChange } = props;
  const at = (field: keyof Stage) => issueAt(error, `stages.${number - 1}.${field}`);
  // Evidence compares two arms, so where there is one it has to be time.
  const setWeight = (weight: number) =>
    onChange({ weight, ...(isAlone(weight) && { passesBy: "time" }) });
  return (
    <section
      aria-label={`Stage ${number}`}
      className="flex flex-col gap-2 rounded-control border border-line p-3"
    >
      <StageHead {...props} />
      <Locked why={why}>
        <div className="grid min-w-0 grid-cols-2 gap-3 sm:grid-cols-4">
          <Field label="Weight" hint={whyWeight ?? "% of units"} error={at("weight")}>
            <SureNumberInput
              value={stage.weight}
              onChange={setWeight}
              min={0}
              max={100}
              disabled={whyWeight !== null}
            />
          </Field>
          <Field label="Minimum bake" hint="Not promoted earlier." error={at("minBakeMs")}>
            <DurationInput
              valueMs={stage.minBakeMs}
              onChange={(minBakeMs) => onChange({ minBakeMs })}
            />
          </Field>
          <Field label="Maximum bake" hint="Then people are asked." error={at("maxBakeMs")}>
            <DurationInput
              valueMs={stage.maxBakeMs}
              onChange={(maxBakeMs) => onChange({ maxBakeMs })}
            />
          </Field>
          <Field label="Title" hint="Empty: its weight." error={at("name")}>
            <TextInput
              value={stage.name}
              onChange={(name) => onChange({ name })}
              maxLength={100}
              autoComplete="off"
            />
          </Field>
        </div>
        <div className="grid min-w-0 gap-3 sm:grid-cols-2">
          <Field label="Passes by" error={at("passesBy")}>
            <Select
              value={stage.passesBy}
              options={PASSES.map((option) => ({
                ...option,
                disabled: option.value === "evidence" && isAlone(stage.weight),
              }))}
              onChange={(passesBy) => onChange({ passesBy })}
            />
          </Field>
          <Field label="Not before" hint="Empty: any time." error={at("notBefore")}>
            <InstantInput
              value={stage.notBefore}
              onChange={(notBefore) => onChange({ notBefore })}
            />
          </Field>
        </div>
        <Checkbox
          label="Needs an approval"
          hint="Somebody has to agree before it goes on from here."
          checked={stage.needsApproval}
          disabled={why !== null}
          onChange={(needsApproval) => onChange({ needsApproval })}
        />
      </Locked>
      <div className="xl:hidden">{props.children}</div>
    </section>
  );
}

function StageHead({ number, why, whyWeight, onRemove, onAdd }: StageFieldsProps) {
  const mayGo = onRemove !== null && why === null && whyWeight === null;
  return (
    <header className="flex items-center gap-1">
      <h3 className="flex-1 font-medium text-13 text-primary">{`Stage ${number}`}</h3>
      {onAdd && why === null && (
        <IconButton size="s" icon={Plus} label={`Add a stage after ${number}`} onClick={onAdd} />
      )}
      {mayGo && (
        <IconButton size="s" icon={X} label={`Remove stage ${number}`} onClick={onRemove} />
      )}
    </header>
  );
}

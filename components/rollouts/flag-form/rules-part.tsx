"use client";
/** The targeting rules of an environment, in their order: the first that fits decides. */
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { NEW_CONDITION } from "@/lib/flags/condition-words";
import { movedBy } from "@/lib/flags/draft";
import type { DraftEnvironment, DraftRule } from "@/lib/flags/schema";
import { ConditionRow } from "./condition-row";
import { type Editing, issueAt, issueOf } from "./editing";
import { Part } from "./part";
import { ServeField } from "./serve-field";

type RulesPartProps = {
  edit: Editing;
  environment: DraftEnvironment;
  path: string;
  onChange: (rules: DraftRule[]) => void;
};

export function RulesPart({ edit, environment: { rules, serve }, path, onChange }: RulesPartProps) {
  const set = (i: number, change: Partial<DraftRule>) =>
    onChange(rules.map((rule, j) => (j === i ? { ...rule, ...change } : rule)));
  const variant = "variant" in serve ? serve.variant : serve.split.control;
  const add = () => {
    let i = rules.length + 1;
    while (rules.some(({ name }) => name === `Rule ${i}`)) i++;
    const name = `Rule ${i}`;
    onChange([...rules, { name, when: [NEW_CONDITION], serve: { variant } }]);
  };
  return (
    <Part title="Rules" says="The first that fits decides." error={issueOf(edit.error, path)}>
      {rules.map((rule, i) => (
        <RuleCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed here, so it cannot be the key
          key={i}
          edit={edit}
          rule={rule}
          number={i + 1}
          of={rules.length}
          path={`${path}.${i}`}
          onChange={(change) => set(i, change)}
          onMove={(by) => onChange(movedBy(rules, i, by))}
          onRemove={() => onChange(rules.filter((_, j) => j !== i))}
        />
      ))}
      <div>
        <Button size="s" icon={Plus} onClick={add} disabled={rules.length >= 100}>
          Add a rule
        </Button>
      </div>
    </Part>
  );
}

type RuleCardProps = {
  edit: Editing;
  rule: DraftRule;
  number: number;
  of: number;
  path: string;
  onChange: (change: Partial<DraftRule>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

function RuleCard(props: RuleCardProps) {
  const { edit, rule, number, of, path, onChange, onMove, onRemove } = props;
  const label = `Rule ${number}`;
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-control border border-line bg-page p-3">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
        <Field label={`${label}: name`} error={issueAt(edit.error, `${path}.name`)}>
          <TextInput
            value={rule.name}
            maxLength={200}
            autoComplete="off"
            onChange={(name) => onChange({ name })}
          />
        </Field>
        <span className="flex pt-5.5">
          <IconButton
            icon={ArrowUp}
            label={`${label} up`}
            disabled={number === 1}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label={`${label} down`}
            disabled={number === of}
            onClick={() => onMove(1)}
          />
          <IconButton icon={X} label={`Remove ${label}`} onClick={onRemove} />
        </span>
      </div>
      <Conditions {...props} />
      <p className="text-12 text-muted">gets</p>
      <ServeField
        edit={edit}
        serve={rule.serve}
        path={`${path}.serve`}
        of={label}
        onChange={(serve) => onChange({ serve })}
      />
    </div>
  );
}

function Conditions({ edit, rule: { when }, number, path, onChange }: RuleCardProps) {
  return (
    <>
      <p className="text-12 text-muted">
        {when.length > 1 ? "Whoever fits all of these" : "Whoever fits this"}
      </p>
      {when.map((condition, i) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own, and what it holds follows its value
          key={i}
          label={`rule ${number}, condition ${i + 1}`}
          condition={condition}
          segments={edit.known.segments}
          error={issueAt(edit.error, `${path}.when.${i}`)}
          onChange={(next) => onChange({ when: when.map((one, j) => (j === i ? next : one)) })}
          onRemove={() => onChange({ when: when.filter((_, j) => j !== i) })}
        />
      ))}
      {issueOf(edit.error, `${path}.when`) !== undefined && (
        <p className="text-12 text-critical-text">{issueOf(edit.error, `${path}.when`)}</p>
      )}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={when.length >= 20}
          onClick={() => onChange({ when: [...when, NEW_CONDITION] })}
        >
          Add a condition
        </Button>
      </div>
    </>
  );
}

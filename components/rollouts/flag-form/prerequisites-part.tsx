"use client";
/** Flags that have to give certain variants first; until they do, everybody gets the off variant. */
import { Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox, Select } from "@/components/ui/field";
import type { DraftEnvironment } from "@/lib/flags/schema";
import { type Editing, issueAt } from "./editing";
import { Part } from "./part";

type Prerequisite = DraftEnvironment["prerequisites"][number];
type PrerequisitesPartProps = {
  edit: Editing;
  prerequisites: readonly Prerequisite[];
  path: string;
  onChange: (prerequisites: Prerequisite[]) => void;
};

export function PrerequisitesPart(props: PrerequisitesPartProps) {
  const { edit, prerequisites, path, onChange } = props;
  const others = edit.known.flags.filter(({ key }) => key !== edit.draft.key);
  return (
    <Part
      title="Prerequisites"
      says={`Until all of them are met, everybody gets “${edit.draft.offVariant}”.`}
      error={issueAt(edit.error, path)}
    >
      {prerequisites.map((one, i) => (
        <Row
          key={one.flag}
          edit={edit}
          one={one}
          taken={prerequisites.map(({ flag }) => flag)}
          onChange={(next) => onChange(prerequisites.map((old, j) => (j === i ? next : old)))}
          onRemove={() => onChange(prerequisites.filter((_, j) => j !== i))}
        />
      ))}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={prerequisites.length >= Math.min(10, others.length)}
          onClick={() => {
            const next = others.find(({ key }) => !prerequisites.some(({ flag }) => flag === key));
            const [variant] = next?.variants ?? [];
            if (next && variant !== undefined)
              onChange([...prerequisites, { flag: next.key, variants: [variant] }]);
          }}
        >
          Add a prerequisite
        </Button>
      </div>
    </Part>
  );
}

type RowProps = {
  edit: Editing;
  one: Prerequisite;
  taken: readonly string[];
  onChange: (one: Prerequisite) => void;
  onRemove: () => void;
};

function Row({ edit, one, taken, onChange, onRemove }: RowProps) {
  const { flags } = edit.known;
  const keys = flags.map(({ key }) => key).filter((key) => key !== edit.draft.key);
  const options = [...new Set([one.flag, ...keys])].filter(
    (key) => key === one.flag || !taken.includes(key),
  );
  const known = flags.find(({ key }) => key === one.flag)?.variants ?? [];
  const names = [...new Set([...known, ...one.variants])];
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-2 sm:grid-cols-[14rem_minmax(0,1fr)_auto]">
      <Select
        aria-label="Prerequisite: flag"
        value={one.flag}
        options={options.map((value) => ({ value, label: value }))}
        onChange={(flag) => {
          const [variant] = flags.find(({ key }) => key === flag)?.variants ?? [];
          onChange({ flag, variants: variant === undefined ? [] : [variant] });
        }}
      />
      <div className="flex flex-wrap items-center gap-x-4 max-sm:order-last max-sm:col-span-2">
        <span className="text-12 text-muted">gives</span>
        {names.map((name) => (
          <Checkbox
            key={name}
            label={<span className="font-mono">{name}</span>}
            checked={one.variants.includes(name)}
            onChange={(isOn) =>
              onChange({
                ...one,
                variants: names.filter((each) =>
                  each === name ? isOn : one.variants.includes(each),
                ),
              })
            }
          />
        ))}
      </div>
      <IconButton icon={X} label={`Remove the prerequisite ${one.flag}`} onClick={onRemove} />
    </div>
  );
}

"use client";
/** The shares of a split in percent, its control, and the salt that decides who falls where. */
import { Button } from "@/components/ui/button";
import { Field, Select, TextInput } from "@/components/ui/field";
import { percentsOf, remainderOf, withControl, withPercent, withSalt } from "@/lib/flags/draft";
import type { DraftSplit, Unit } from "@/lib/flags/schema";
import { NumberField } from "./typed";

type SplitFieldProps = {
  of: string;
  split: DraftSplit;
  names: readonly string[];
  unit: Unit;
  /** What is hashed where the split names no salt. */
  flagSalt: string;
  isLocked: boolean;
  onChange: (split: DraftSplit) => void;
};

export function SplitField(props: SplitFieldProps) {
  const { of, split, names, unit, isLocked, onChange } = props;
  const percents = percentsOf(split);
  const rest = remainderOf(split);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <ul className="flex min-w-0 flex-col gap-1.5">
        {names.map((name) => (
          <li
            key={name}
            className="grid min-w-0 grid-cols-[minmax(0,1fr)_6rem_1rem] items-center gap-2 text-13"
          >
            <span className="truncate font-mono text-primary">
              {name}
              {name === split.control && <span className="font-sans text-muted"> · control</span>}
            </span>
            {name === split.control || isLocked ? (
              <span className="px-2.5 text-secondary tabular-nums">
                {`${name === split.control ? rest : Number((percents[name] ?? 0).toFixed(3))} %`}
              </span>
            ) : (
              <NumberField
                aria-label={`${of}: percent of ${name}`}
                value={Number((percents[name] ?? 0).toFixed(3))}
                min={0}
                max={100}
                onChange={(percent) => onChange(withPercent(split, name, percent))}
              />
            )}
            <span aria-hidden className="text-muted">
              {name === split.control || isLocked ? "" : "%"}
            </span>
          </li>
        ))}
      </ul>
      {rest < 0 && (
        <p className="text-12 text-critical-text">{`The others have ${100 - rest} %: they can have 100 % at most`}</p>
      )}
      <p className="text-12 text-muted">
        {`Buckets follow the shares: the control gives and takes, and no ${unit} moves who need not.`}
      </p>
      {!isLocked && <Dealing {...props} />}
    </div>
  );
}

/** Who gives and takes, and how units are dealt. */
function Dealing({ of, split, names, unit, flagSalt, onChange }: SplitFieldProps) {
  return (
    <div className="grid min-w-0 gap-3 sm:grid-cols-2">
      <Field label="Control" hint="Has what the others leave; gives when they grow.">
        <Select
          aria-label={`${of}: control`}
          value={split.control}
          options={names.map((value) => ({ value, label: value }))}
          onChange={(control) => onChange(withControl(split, control))}
        />
      </Field>
      <Field
        label="Salt"
        hint={`Same salt, same ${unit}s, in whatever flag. A new one reassigns everybody.`}
      >
        <span className="flex gap-2">
          <TextInput
            aria-label={`${of}: salt`}
            value={split.salt ?? ""}
            placeholder={flagSalt}
            maxLength={200}
            onChange={(text) => onChange(withSalt(split, text === "" ? undefined : text))}
          />
          <Button onClick={() => onChange(withSalt(split, nextSalt(split.salt ?? flagSalt)))}>
            Fresh {unit}s
          </Button>
        </span>
      </Field>
    </div>
  );
}

/** `agent`, `agent#2`, `agent#3`. */
function nextSalt(salt: string): string {
  const found = /^(.*)#(\d+)$/.exec(salt);
  return found ? `${found[1]}#${Number(found[2]) + 1}` : `${salt}#2`;
}

"use client";
/** The variants with their values: renamed everywhere at once, and removed only where nobody gets them. */
import { Plus, X } from "lucide-react";
import { Tag } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Field, Select, TextInput } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { renameVariant, usesOf, valueFor, withoutVariant } from "@/lib/flags/draft";
import type { Value } from "@/lib/flags/schema";
import { type Editing, issueOf } from "./editing";
import { JsonValue } from "./json-value";
import { NameField, NumberField } from "./typed";

export function VariantsPart({ edit }: { edit: Editing }) {
  const { draft, set, error } = edit;
  const names = Object.keys(draft.variants);
  const add = () => {
    let i = names.length + 1;
    while (names.includes(`variant-${i}`)) i++;
    set({ variants: { ...draft.variants, [`variant-${i}`]: valueFor(draft.kind) } });
  };
  return (
    <Group title="Variants" says="What a program is given, by name.">
      <ul className="flex min-w-0 flex-col gap-3">
        {names.map((name) => (
          <VariantRow key={name} edit={edit} name={name} />
        ))}
      </ul>
      {issueOf(error, "flag.variants") !== undefined && (
        <p className="text-12 text-critical-text">{issueOf(error, "flag.variants")}</p>
      )}
      <div>
        <Button size="s" icon={Plus} onClick={add} disabled={names.length >= 50}>
          Add a variant
        </Button>
      </div>
      <Field
        label="Off variant"
        hint="For everybody while it is switched off, and where a prerequisite is not met."
        error={issueOf(error, "flag.offVariant")}
      >
        <Select
          value={draft.offVariant}
          options={names.map((value) => ({ value, label: value }))}
          onChange={(offVariant) => set({ offVariant })}
        />
      </Field>
    </Group>
  );
}

function VariantRow({ edit, name }: { edit: Editing; name: string }) {
  const { draft, set, holds } = edit;
  const uses = usesOf(draft, name);
  const hold = holds.find(({ arms }) => arms.includes(name));
  const why = hold
    ? `Stays as it is: an arm of the rollout ${hold.rollout}`
    : uses.length > 0
      ? `Given: ${uses.join("; ")}`
      : null;
  const isObject = draft.kind === "object";
  const rename = (to: string) => set(renameVariant(draft, name, to));
  return (
    <li className="flex min-w-0 flex-col gap-1.5 border-line border-t pt-3 first:border-t-0 first:pt-0">
      <div
        className={`grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-2 ${isObject ? "" : "sm:grid-cols-[14rem_minmax(0,1fr)_auto]"}`}
      >
        <NameField
          aria-label={`Name of ${name}`}
          value={name}
          taken={Object.keys(draft.variants)}
          disabled={hold !== undefined}
          onChange={rename}
        />
        <div
          className={`min-w-0 max-sm:order-last max-sm:col-span-2 ${isObject ? "order-last col-span-2" : ""}`}
        >
          <VariantValue edit={edit} name={name} isHeld={hold !== undefined} />
        </div>
        <IconButton
          icon={X}
          label={why === null ? `Remove ${name}` : `${name} cannot be removed. ${why}`}
          disabled={why !== null}
          onClick={() => set(withoutVariant(draft, name))}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2 text-12 text-muted">
        {name === draft.offVariant && <Tag>off variant</Tag>}
        <span>{why ?? "Nobody gets it: it can be removed"}</span>
      </div>
    </li>
  );
}

type VariantValueProps = { edit: Editing; name: string; isHeld: boolean };

function VariantValue({ edit, name, isHeld }: VariantValueProps) {
  const { draft, set, error, setBroken } = edit;
  const value = draft.variants[name] ?? "";
  const path = `flag.variants.${name}`;
  const issue = issueOf(error, path);
  const change = (next: Value) => set({ variants: { ...draft.variants, [name]: next } });
  if (draft.kind === "object")
    return (
      <JsonValue
        label={`Value of ${name}`}
        value={value}
        error={issue}
        disabled={isHeld}
        onChange={change}
        onBroken={(isBroken) => setBroken(path, isBroken)}
      />
    );
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <PlainValue label={`Value of ${name}`} value={value} isHeld={isHeld} onChange={change} />
      {issue !== undefined && <p className="text-12 text-critical-text">{issue}</p>}
    </div>
  );
}

const TRUTHS = [
  { value: "true", label: "true" },
  { value: "false", label: "false" },
] as const;

type PlainValueProps = {
  label: string;
  value: Value;
  isHeld: boolean;
  onChange: (value: Value) => void;
};

function PlainValue({ label, value, isHeld, onChange }: PlainValueProps) {
  if (typeof value === "boolean")
    return (
      <Select
        aria-label={label}
        value={value ? "true" : "false"}
        options={TRUTHS}
        disabled={isHeld}
        onChange={(next) => onChange(next === "true")}
      />
    );
  if (typeof value === "number")
    return <NumberField aria-label={label} value={value} disabled={isHeld} onChange={onChange} />;
  return (
    <TextInput
      aria-label={label}
      value={typeof value === "string" ? value : JSON.stringify(value)}
      disabled={isHeld}
      onChange={onChange}
    />
  );
}

"use client";
/** Names with texts, as rows; a value that depends on the measurement is shown and kept as it is. */
import { Plus, X } from "lucide-react";
import { Tag } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { errorAt } from "@/components/ui/error-at";
import { TextInput } from "@/components/ui/field";

type PairsFieldProps<V> = {
  label: string;
  hint: string;
  pairs: Readonly<Record<string, V | string>>;
  error: Error | null;
  path: string;
  onChange: (pairs: Record<string, V | string>) => void;
};

export function PairsField<V>({ label, hint, pairs, error, path, onChange }: PairsFieldProps<V>) {
  const rows = Object.entries(pairs);
  const set = (i: number, row: readonly [string, V | string] | null) =>
    onChange(
      Object.fromEntries(rows.flatMap((one, j) => (j !== i ? [one] : row === null ? [] : [row]))),
    );
  const wrong = rows.map(([name]) => errorAt(error, `${path}.${name}`)).find(Boolean);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1 font-medium text-13 text-primary">
        {label} <span className="font-normal text-12 text-muted">{hint}</span>
      </legend>
      {rows.map(([name, value], i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed here, so it cannot be the key
          key={i}
          className="grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto] gap-2"
        >
          <TextInput
            aria-label={`${label} ${i + 1}: name`}
            value={name}
            onChange={(next) => set(i, [next, value])}
            maxLength={64}
          />
          {typeof value === "string" ? (
            <TextInput
              aria-label={`${label} ${i + 1}: text`}
              value={value}
              onChange={(next) => set(i, [name, next])}
            />
          ) : (
            <span>
              <Tag>by the value</Tag>
            </span>
          )}
          <IconButton
            icon={X}
            label={`Remove ${name || `${label} ${i + 1}`}`}
            onClick={() => set(i, null)}
          />
        </div>
      ))}
      {wrong !== undefined && <p className="text-12 text-critical-text">{wrong}</p>}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={"" in pairs || rows.length >= 16}
          onClick={() => onChange({ ...pairs, "": "" })}
        >
          {`Add ${label === "Labels" ? "a label" : "an annotation"}`}
        </Button>
      </div>
    </fieldset>
  );
}

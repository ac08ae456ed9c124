"use client";
/** Filters as rows: a field, how it is compared, and any of several values. */
import { Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { errorAt } from "@/components/ui/error-at";
import { Select, TextInput } from "@/components/ui/field";
import type { Filter, GroupField } from "@/lib/alerts/filter";
import { allowedFields } from "@/lib/alerts/rules/fields";
import { fieldWords } from "@/lib/alerts/rules/sentence";
import { type Addend, hasLabels, type Signal } from "@/lib/alerts/signal";

type FiltersFieldProps = {
  label: string;
  /** What is filtered: it decides what it can be filtered by. */
  of: Signal | Addend;
  filters: readonly Filter[];
  groupBy: readonly GroupField[];
  error: Error | null;
  path: string;
  onChange: (filters: Filter[]) => void;
};

const OPERATORS = [
  { value: "is", label: "is" },
  { value: "isNot", label: "is not" },
  { value: "like", label: "is like" },
  { value: "notLike", label: "is not like" },
] as const;

export function FiltersField(props: FiltersFieldProps) {
  const { label, of, filters, groupBy, error, path, onChange } = props;
  const others = (i: number) => [
    ...filters.filter((_, j) => j !== i).map(({ on }) => on),
    ...groupBy,
  ];
  const set = (i: number, change: Partial<Filter>) =>
    onChange(filters.map((one, j) => (j === i ? { ...one, ...change } : one)));
  const add = () => {
    const [on = "environment"] = allowedFields(of, others(-1));
    onChange([...filters, { on, op: "is", values: [""] }]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1 font-medium text-13 text-primary">{label}</legend>
      {filters.map((filter, i) => (
        <FilterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter has no name of its own, and its fields keep no state
          key={i}
          number={i + 1}
          filter={filter}
          fields={allowedFields(of, others(i))}
          mayUseLabels={hasLabels(of)}
          error={errorAt(error, `${path}.${i}.on`) ?? errorAt(error, `${path}.${i}.values`)}
          onChange={(change) => set(i, change)}
          onRemove={() => onChange(filters.filter((_, j) => j !== i))}
        />
      ))}
      <div>
        <Button size="s" icon={Plus} onClick={add} disabled={filters.length >= 16}>
          Add a filter
        </Button>
      </div>
    </fieldset>
  );
}

type FilterRowProps = {
  number: number;
  filter: Filter;
  fields: readonly string[];
  mayUseLabels: boolean;
  error: string | undefined;
  onChange: (change: Partial<Filter>) => void;
  onRemove: () => void;
};

const LABEL = "label:";

function FilterRow(props: FilterRowProps) {
  const { number, filter, fields, mayUseLabels, error, onChange, onRemove } = props;
  const { on, op, values } = filter;
  const isLabel = on.startsWith(LABEL);
  const known = [...fields, ...(isLabel || fields.includes(on) ? [] : [on])];
  const options = [
    ...known.map((value) => ({ value, label: fieldWords(value) })),
    ...(mayUseLabels ? [{ value: LABEL, label: "a label…" }] : []),
  ];
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_7rem_auto] gap-2 sm:grid-cols-[9rem_7rem_minmax(0,1fr)_auto]">
        <div className="flex min-w-0 flex-col gap-2">
          <Select
            aria-label={`Filter ${number}: field`}
            value={isLabel ? LABEL : on}
            options={options}
            // The options are fields; a label begins with a name to be written over.
            onChange={(next) =>
              onChange({ on: (next === LABEL ? "label:name" : next) as Filter["on"] })
            }
          />
          {isLabel && (
            <TextInput
              aria-label={`Filter ${number}: label`}
              value={on.slice(LABEL.length)}
              onChange={(name) => onChange({ on: `label:${name}` })}
              required
            />
          )}
        </div>
        <Select
          aria-label={`Filter ${number}: comparison`}
          value={op}
          options={OPERATORS}
          onChange={(next) => onChange({ op: next })}
        />
        <div className="min-w-0 max-sm:order-last max-sm:col-span-3">
          <TextInput
            aria-label={`Filter ${number}: values`}
            placeholder="one value, or several with commas"
            value={values.join(", ")}
            onChange={(text) => onChange({ values: text.split(/,\s?/) })}
          />
        </div>
        <IconButton icon={X} label={`Remove filter ${number}`} onClick={onRemove} />
      </div>
      {error !== undefined && <p className="text-12 text-critical-text">{error}</p>}
    </div>
  );
}

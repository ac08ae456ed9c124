"use client";
/** Of what: filters, and what it is split by, so that each combination is an alert of its own. */
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorAt } from "@/components/ui/error-at";
import { Checkbox, TextInput } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import type { GroupField } from "@/lib/alerts/filter";
import { allowedGroups } from "@/lib/alerts/rules/fields";
import { fieldWords } from "@/lib/alerts/rules/sentence";
import { hasLabels } from "@/lib/alerts/signal";
import type { PartProps } from "./field-set";
import { FiltersField } from "./filters-field";

export function ScopePart({ draft, error, onChange }: PartProps) {
  const { signal, filters, groupBy } = draft;
  const used = [...filters.map(({ on }) => on), ...groupBy];
  const offered = [...new Set([...allowedGroups(signal, used), ...groupBy])];
  const wrong = groupBy.map((_, i) => errorAt(error, `rule.groupBy.${i}`)).find(Boolean);
  const set = (field: GroupField, isOn: boolean) =>
    onChange({ groupBy: isOn ? [...groupBy, field] : groupBy.filter((one) => one !== field) });
  return (
    <Group title="Of what" says="Only what the rollups keep together can be chosen.">
      <FiltersField
        label="Only where"
        of={signal}
        filters={filters}
        groupBy={groupBy}
        error={error}
        path="rule.filters"
        onChange={(next) => onChange({ filters: next })}
      />
      <fieldset className="min-w-0">
        <legend className="pb-1 font-medium text-13 text-primary">One alert for each</legend>
        <div className="flex flex-wrap gap-x-4">
          {offered.map((field) => (
            <Checkbox
              key={field}
              label={fieldWords(field)}
              checked={groupBy.includes(field)}
              onChange={(isOn) => set(field, isOn)}
            />
          ))}
        </div>
        {hasLabels(signal) && <LabelAdder onAdd={(name) => set(`label:${name}`, true)} />}
        {wrong !== undefined && <p className="text-12 text-critical-text">{wrong}</p>}
      </fieldset>
    </Group>
  );
}

function LabelAdder({ onAdd }: { onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  return (
    <div className="flex max-w-xs gap-2 pt-1">
      <TextInput
        aria-label="Label to split by"
        placeholder="a label, such as host"
        value={name}
        onChange={setName}
        maxLength={64}
      />
      <Button
        icon={Plus}
        disabled={name.trim() === ""}
        onClick={() => {
          onAdd(name.trim());
          setName("");
        }}
      >
        Add
      </Button>
    </div>
  );
}

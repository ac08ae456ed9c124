"use client";
/** Lists of conditions: somebody is in where all of one list fit. */
import { Plus } from "lucide-react";
import { ConditionRow } from "@/components/rollouts/flag-form/condition-row";
import { issueAt, issueOf } from "@/components/rollouts/flag-form/editing";
import { Button } from "@/components/ui/button";
import type { AttributeCondition, Condition } from "@/lib/flags/condition";
import { NEW_CONDITION } from "@/lib/flags/condition-words";

type List = AttributeCondition[];
type ListsFieldProps = {
  lists: readonly List[];
  error: Error | null;
  onChange: (lists: List[]) => void;
};

export function ListsField({ lists, error, onChange }: ListsFieldProps) {
  const set = (i: number, list: List) =>
    onChange(lists.map((one, j) => (j === i ? list : one)).filter(({ length }) => length > 0));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-line border-t pt-3">
      <legend className="sr-only">Conditions</legend>
      <p aria-hidden className="font-medium text-13 text-primary">
        Conditions{" "}
        <span className="font-normal text-12 text-muted">
          Somebody is in where all of one list fit.
        </span>
      </p>
      {lists.map((list, i) => (
        <ConditionList
          // biome-ignore lint/suspicious/noArrayIndexKey: a list has no name of its own, and what it holds follows its value
          key={i}
          number={i + 1}
          list={list}
          error={error}
          onChange={(next) => set(i, next)}
        />
      ))}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={lists.length >= 20}
          onClick={() => onChange([...lists, [NEW_CONDITION]])}
        >
          {lists.length === 0 ? "Add conditions" : "Or another list"}
        </Button>
      </div>
    </fieldset>
  );
}

type ConditionListProps = {
  number: number;
  list: List;
  error: Error | null;
  onChange: (list: List) => void;
};

/** A segment names no other: what is chosen here is never one. */
const isOfAttribute = (condition: Condition): condition is AttributeCondition =>
  condition.is !== "inSegment";

function ConditionList({ number, list, error, onChange }: ConditionListProps) {
  const path = `segment.when.${number - 1}`;
  const own = issueOf(error, path);
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-control border border-line bg-page p-3">
      {list.map((condition, i) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own, and what it holds follows its value
          key={i}
          label={`list ${number}, condition ${i + 1}`}
          condition={condition}
          segments={null}
          error={issueAt(error, `${path}.${i}`)}
          onChange={(next) =>
            onChange(list.map((one, j) => (j === i && isOfAttribute(next) ? next : one)))
          }
          onRemove={() => onChange(list.filter((_, j) => j !== i))}
        />
      ))}
      {own !== undefined && <p className="text-12 text-critical-text">{own}</p>}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={list.length >= 20}
          onClick={() => onChange([...list, NEW_CONDITION])}
        >
          And another condition
        </Button>
      </div>
    </div>
  );
}

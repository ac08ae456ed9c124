"use client";
/** One layer of a schedule: who takes turns, how long each lasts, and within which hours. */
import { Button } from "@/components/ui/button";
import { Field, Select, TextInput } from "@/components/ui/field";
import type { PersonView } from "@/lib/oncall/schedules/schema";
import { HoursFields } from "./hours-fields";
import type { LayerDraft } from "./schedule-draft";

type LayerFieldsProps = {
  layer: LayerDraft;
  people: readonly PersonView[];
  onChange: (layer: LayerDraft) => void;
  onRemove: () => void;
};

const UNITS = [
  { value: "hour", label: "hours" },
  { value: "day", label: "days" },
  { value: "week", label: "weeks" },
] as const;

export function LayerFields({ layer, people, onChange, onRemove }: LayerFieldsProps) {
  const put = (part: Partial<LayerDraft>) => onChange({ ...layer, ...part });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-panel border border-line p-3">
      <legend className="px-1 font-medium text-13 text-primary">{layer.name || "A layer"}</legend>
      <Field label="Layer name">
        <TextInput value={layer.name} onChange={(name) => put({ name })} required maxLength={80} />
      </Field>
      <People layer={layer} people={people} onChange={put} />
      <Rotation layer={layer} onChange={put} />
      <HoursFields
        restrictions={layer.restrictions}
        onChange={(restrictions) => put({ restrictions })}
      />
      <div>
        <Button size="s" onClick={onRemove}>
          Remove layer<span className="sr-only">{` ${layer.name}`}</span>
        </Button>
      </div>
    </fieldset>
  );
}

type PartProps = {
  layer: LayerDraft;
  onChange: (part: Partial<LayerDraft>) => void;
};

/** Whoever is named twice has two turns, so that each is known by its place. */
function People({ layer, people, onChange }: PartProps & Pick<LayerFieldsProps, "people">) {
  const { participants } = layer;
  const nameOf = (id: string) =>
    people.find((one) => one.id === id)?.name ?? "somebody who has left";
  const turns = participants.map((id, turn) => ({ id, turn }));
  const options = [
    { value: "", label: "Add somebody …" },
    ...people.map(({ id, name, isReachable }) => ({
      value: id,
      label: isReachable ? name : `${name} (no channel that works)`,
    })),
  ];
  return (
    <div className="flex flex-col gap-2">
      <Field label="People, in turn" hint={turns.length === 0 ? "At least one." : undefined}>
        <Select
          value=""
          options={options}
          onChange={(id) => id !== "" && onChange({ participants: [...participants, id] })}
        />
      </Field>
      <ol className="flex flex-wrap gap-2">
        {turns.map(({ id, turn }) => (
          <li key={`${turn} ${id}`}>
            <Button
              size="s"
              title="Leave this turn out"
              onClick={() => onChange({ participants: participants.toSpliced(turn, 1) })}
            >
              {`${turn + 1}. ${nameOf(id)} ×`}
            </Button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Rotation({ layer, onChange }: PartProps) {
  const { rotation, startsOn, handsOverAt, endsOn } = layer;
  return (
    <div className="grid gap-3 md:grid-cols-5">
      <Field label="Turns of">
        <TextInput
          type="number"
          min={1}
          max={168}
          value={String(rotation.every)}
          onChange={(every) => onChange({ rotation: { ...rotation, every: Number(every) } })}
          required
        />
      </Field>
      <Field label="Unit">
        <Select
          value={rotation.unit}
          options={UNITS}
          onChange={(unit) => onChange({ rotation: { ...rotation, unit } })}
        />
      </Field>
      <Field label="First turn on">
        <TextInput
          type="date"
          value={startsOn}
          onChange={(date) => onChange({ startsOn: date })}
          required
        />
      </Field>
      <Field label="Hands over at">
        <TextInput
          type="time"
          value={handsOverAt}
          onChange={(time) => onChange({ handsOverAt: time })}
          required
        />
      </Field>
      <Field label="Ends on" hint="Empty: never.">
        <TextInput
          type="date"
          value={endsOn ?? ""}
          onChange={(date) => onChange({ endsOn: date === "" ? null : date })}
        />
      </Field>
    </div>
  );
}

"use client";
/** The hours that a layer is restricted to; none means always. */
import { Button } from "@/components/ui/button";
import { Checkbox, Field, TextInput } from "@/components/ui/field";
import type { LayerDraft } from "./schedule-draft";

type Restrictions = LayerDraft["restrictions"];
type Restriction = Restrictions[number];

const WEEK = [
  [1, "Mon"],
  [2, "Tue"],
  [3, "Wed"],
  [4, "Thu"],
  [5, "Fri"],
  [6, "Sat"],
  [7, "Sun"],
] as const;

const WORKING_HOURS: Restriction = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };

type HoursFieldsProps = {
  restrictions: Restrictions;
  onChange: (restrictions: Restrictions) => void;
};

export function HoursFields({ restrictions, onChange }: HoursFieldsProps) {
  const rows = restrictions.map((restriction, place) => ({ restriction, place }));
  return (
    <div className="flex flex-col gap-2">
      {rows.map(({ restriction, place }) => (
        <Hours
          key={place}
          hours={restriction}
          onChange={(changed) => onChange(restrictions.with(place, changed))}
          onRemove={() => onChange(restrictions.toSpliced(place, 1))}
        />
      ))}
      <div>
        <Button size="s" onClick={() => onChange([...restrictions, WORKING_HOURS])}>
          Only within hours
        </Button>
      </div>
    </div>
  );
}

type HoursProps = {
  hours: Restriction;
  onChange: (hours: Restriction) => void;
  onRemove: () => void;
};

function Hours({ hours, onChange, onRemove }: HoursProps) {
  const { days, from, to } = hours;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <fieldset className="flex flex-wrap gap-x-3">
        <legend className="font-medium text-13 text-primary">Begins on</legend>
        {WEEK.map(([weekday, label]) => (
          <Checkbox
            key={weekday}
            label={label}
            checked={days.includes(weekday)}
            onChange={(isOn) =>
              onChange({
                ...hours,
                days: isOn ? [...days, weekday].sort() : days.filter((other) => other !== weekday),
              })
            }
          />
        ))}
      </fieldset>
      <Field label="From">
        <TextInput
          type="time"
          value={from}
          onChange={(time) => onChange({ ...hours, from: time })}
          required
        />
      </Field>
      <Field label="To" hint={to > from ? undefined : "The next day."}>
        <TextInput
          type="time"
          value={to}
          onChange={(time) => onChange({ ...hours, to: time })}
          required
        />
      </Field>
      <Button size="s" onClick={onRemove}>
        Remove hours
      </Button>
    </div>
  );
}

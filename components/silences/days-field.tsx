"use client";
/** On which days a window opens: every one, some of the week, or some of the month. */
import { Field, Select, TextInput } from "@/components/ui/field";
import type { WindowSpec } from "@/lib/notify/maintenance-windows/schema";

type Days = WindowSpec["days"];

const KINDS = [
  { value: "day", label: "Every day" },
  { value: "week", label: "On weekdays" },
  { value: "month", label: "On days of the month" },
] as const;

const WEEK = [
  [1, "Mon"],
  [2, "Tue"],
  [3, "Wed"],
  [4, "Thu"],
  [5, "Fri"],
  [6, "Sat"],
  [7, "Sun"],
] as const;

const BLANK: Readonly<Record<Days["every"], Days>> = {
  day: { every: "day" },
  week: { every: "week", on: [2] },
  month: { every: "month", on: [1] },
};

export function DaysField({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  return (
    <div className="grid gap-4 md:grid-cols-3">
      <Field label="Repeats">
        <Select value={days.every} options={KINDS} onChange={(every) => onChange(BLANK[every])} />
      </Field>
      {days.every === "week" && <Weekdays on={days.on} onChange={onChange} />}
      {days.every === "month" && (
        <Field label="Days" hint="Such as 1, 15; beyond the month's end its last day.">
          <TextInput
            value={days.on.join(", ")}
            onChange={(text) => onChange({ every: "month", on: numbersIn(text) })}
            required
          />
        </Field>
      )}
    </div>
  );
}

const numbersIn = (text: string): number[] =>
  text
    .split(/[^0-9]+/)
    .filter(Boolean)
    .map(Number);

type Weekday = (typeof WEEK)[number][0];
type WeekdaysProps = { on: readonly Weekday[]; onChange: (days: Days) => void };

function Weekdays({ on, onChange }: WeekdaysProps) {
  const turned = (day: Weekday) =>
    on.includes(day) ? on.filter((other) => other !== day) : [...on, day].sort();
  return (
    <fieldset className="flex flex-col gap-1 md:col-span-2">
      <legend className="mb-1 font-medium text-13 text-primary">Days</legend>
      <div className="flex flex-wrap gap-x-4">
        {WEEK.map(([day, label]) => (
          <label key={day} className="flex h-8 items-center gap-1.5 text-13 max-md:h-10">
            <input
              type="checkbox"
              checked={on.includes(day)}
              disabled={on.length === 1 && on.includes(day)}
              onChange={() => onChange({ every: "week", on: turned(day) })}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

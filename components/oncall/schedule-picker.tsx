"use client";
/** Which of the schedules is shown; nothing where there is only one. */
import { Field, Select } from "@/components/ui/field";
import type { ScheduleView } from "@/lib/oncall/schedules/schema";

type SchedulePickerProps = {
  schedules: readonly ScheduleView[];
  value: string;
  onChange: (id: string) => void;
};

export function SchedulePicker({ schedules, value, onChange }: SchedulePickerProps) {
  if (schedules.length < 2) return null;
  const options = schedules.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Field label="Schedule">
      <Select value={value} options={options} onChange={onChange} />
    </Field>
  );
}

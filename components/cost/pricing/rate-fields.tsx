"use client";
/** The rates of a price, in dollars a million tokens. */
import { Field, TextInput } from "@/components/ui/field";
import { type Draft, RATE_FIELDS } from "@/lib/pricing/draft";

type FieldsProps = { draft: Draft; set: (change: Partial<Draft>) => void };

export function RateFields({ draft, set }: FieldsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-13 text-primary">
        Dollars a million tokens{" "}
        <span className="font-normal text-12 text-muted">
          cached input without a rate is charged as input, reasoning as output
        </span>
      </legend>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-5">
        {RATE_FIELDS.map(({ of, label }) => (
          <Field key={of} label={label}>
            <TextInput
              value={draft.rates[of] ?? ""}
              inputMode="decimal"
              placeholder="—"
              onChange={(rate) => set({ rates: { ...draft.rates, [of]: rate } })}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

"use client";
/** What is agreed beside the rates: discount, service tiers, long inputs, requests and other names. */
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { type Draft, TIER_FIELDS } from "@/lib/pricing/draft";

type FieldsProps = { draft: Draft; set: (change: Partial<Draft>) => void };

export function MoreFields({ draft, set }: FieldsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Field label="Discount, %">
          <TextInput
            value={draft.discount}
            inputMode="decimal"
            placeholder="0"
            onChange={(discount) => set({ discount })}
          />
        </Field>
        {TIER_FIELDS.map(({ of, label }) => (
          <Field key={of} label={`${label}, ×`}>
            <TextInput
              value={draft.multipliers[of] ?? ""}
              inputMode="decimal"
              placeholder="1"
              onChange={(times) => set({ multipliers: { ...draft.multipliers, [of]: times } })}
            />
          </Field>
        ))}
      </div>
      {isOpen ? (
        <div id={id} className="grid gap-3 md:grid-cols-3">
          <Rare draft={draft} set={set} />
        </div>
      ) : (
        <div>
          <Button
            size="s"
            tone="quiet"
            aria-expanded={false}
            aria-controls={id}
            onClick={() => setIsOpen(true)}
          >
            Long inputs, price a request, another name
          </Button>
        </div>
      )}
    </div>
  );
}

function Rare({ draft, set }: FieldsProps) {
  const long = (of: "input" | "output", rate: string) =>
    set({ longRates: { ...draft.longRates, [of]: rate } });
  return (
    <>
      <Field label="Long from, input tokens" hint="Above it the whole call is charged so.">
        <TextInput
          value={draft.above}
          inputMode="numeric"
          placeholder="200000"
          onChange={(above) => set({ above })}
        />
      </Field>
      <Field label="Input when long">
        <TextInput
          value={draft.longRates.input ?? ""}
          inputMode="decimal"
          placeholder="—"
          onChange={(rate) => long("input", rate)}
        />
      </Field>
      <Field label="Output when long">
        <TextInput
          value={draft.longRates.output ?? ""}
          inputMode="decimal"
          placeholder="—"
          onChange={(rate) => long("output", rate)}
        />
      </Field>
      <Field label="Dollars a request" hint="Added to the tokens.">
        <TextInput
          value={draft.perRequest}
          inputMode="decimal"
          placeholder="0"
          onChange={(perRequest) => set({ perRequest })}
        />
      </Field>
      <Field label="Priced as: provider" hint="Where the catalogue knows it by another name.">
        <TextInput
          value={draft.asProvider}
          placeholder="azure"
          onChange={(asProvider) => set({ asProvider })}
        />
      </Field>
      <Field label="Priced as: model" hint="Empty: the same name.">
        <TextInput
          value={draft.asModel}
          placeholder="gpt-4o"
          onChange={(asModel) => set({ asModel })}
        />
      </Field>
    </>
  );
}

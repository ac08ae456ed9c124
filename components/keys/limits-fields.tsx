"use client";
/** From where a key works, and how often a second: the same two fields wherever a key is made or changed. */
import { errorAt } from "@/components/ui/error-at";
import { Field, TextArea, TextInput } from "@/components/ui/field";

/** As they stand in the form. */
export type Limits = { readonly addresses: string; readonly rate: string };

/** One a line; what is empty or doubled is left out by the server or here. */
export const addressesIn = ({ addresses }: Limits): string[] =>
  addresses
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

type LimitsFieldsProps = {
  limits: Limits;
  error: Error | null;
  onChange: (limits: Limits) => void;
};

export function LimitsFields({ limits, error, onChange }: LimitsFieldsProps) {
  return (
    <>
      <Field
        label="Allowed addresses"
        hint="One a line: an address or a range such as 10.0.0.0/8. Empty: from anywhere."
        error={errorAt(error, "allowedAddresses")}
      >
        <TextArea
          value={limits.addresses}
          onChange={(addresses) => onChange({ ...limits, addresses })}
          rows={Math.min(6, Math.max(2, limits.addresses.split("\n").length))}
          autoComplete="off"
          spellCheck={false}
          placeholder="anywhere"
        />
      </Field>
      <Field
        label="Requests a second"
        hint="More are answered 429 and told when to come back."
        error={errorAt(error, "requestsPerSecond")}
      >
        <TextInput
          value={limits.rate}
          onChange={(rate) => onChange({ ...limits, rate })}
          type="number"
          min={1}
          max={10_000}
          required
        />
      </Field>
    </>
  );
}

export const LIMIT_FIELDS = ["allowedAddresses", "requestsPerSecond"] as const;

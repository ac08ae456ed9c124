"use client";
/** What it means when there is little to measure, nothing, or no way to measure it. */
import { errorAt } from "@/components/ui/error-at";
import { Field, Select } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import { DurationInput, NumberInput } from "@/components/ui/number-input";
import type { Rule } from "@/lib/alerts/schema";
import { MINUTE } from "@/lib/core/time";
import type { PartProps } from "./field-set";

const NO_DATA = [
  { value: "keep", label: "Nothing changes until data comes" },
  { value: "ok", label: "All is well" },
  { value: "noData", label: "After a time, an alert of its own" },
  { value: "alerting", label: "The condition is met" },
] as const;

const ERRORS = [
  { value: "keep", label: "Nothing changes" },
  { value: "ok", label: "What is pending is dropped" },
  { value: "alerting", label: "The condition is met" },
] as const;

export function SilencePart({ draft, error, onChange }: PartProps) {
  const { noData, onError } = draft;
  const setPolicy = (policy: Rule["noData"]["policy"]) =>
    onChange({ noData: policy === "noData" ? { policy, forMs: 15 * MINUTE } : { policy } });
  return (
    <Group title="Little data, no data, errors" says="None of them ever ends an alert that fires.">
      <Row>
        <Field
          label="Least sample"
          hint="With fewer requests, calls or samples the value means nothing."
          error={errorAt(error, "rule.minSample")}
        >
          <NumberInput
            value={draft.minSample}
            onChange={(minSample) => onChange({ minSample: minSample ?? 0 })}
            min={0}
          />
        </Field>
        <Field
          label="At most"
          hint="Alerts at once; what is beyond is said, not told."
          error={errorAt(error, "rule.maxAlerts")}
        >
          <NumberInput
            value={draft.maxAlerts}
            onChange={(maxAlerts) => onChange({ maxAlerts: maxAlerts ?? 100 })}
            min={1}
            max={1_000}
          />
        </Field>
        <Field label="No data means" error={errorAt(error, "rule.noData")}>
          <Select value={noData.policy} options={NO_DATA} onChange={setPolicy} />
        </Field>
        {noData.policy === "noData" && (
          <Field label="After" error={errorAt(error, "rule.noData.forMs")}>
            <DurationInput
              valueMs={noData.forMs}
              onChange={(forMs) => onChange({ noData: { policy: "noData", forMs } })}
            />
          </Field>
        )}
        <Field label="An error means" error={errorAt(error, "rule.onError")}>
          <Select
            value={onError.policy}
            options={ERRORS}
            onChange={(policy) => onChange({ onError: { ...onError, policy } })}
          />
        </Field>
        <Field
          label="Tell after"
          hint="So many errors in a row, the rule itself is an alert."
          error={errorAt(error, "rule.onError.tellAfter")}
        >
          <NumberInput
            value={onError.tellAfter}
            onChange={(tellAfter) =>
              onChange({ onError: { ...onError, tellAfter: tellAfter ?? 5 } })
            }
            min={1}
          />
        </Field>
      </Row>
    </Group>
  );
}

"use client";
/** What the rollout promises, and what it does with silence. */
import { Field } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import { DurationInput, SureNumberInput } from "@/components/ui/number-input";
import { issueAt } from "./issue-at";
import { Locked } from "./locked";
import type { PartProps } from "./part-props";

export function PromisePart({ plan, locks, error, onChange }: PartProps) {
  const { promise } = plan;
  const set = (change: Partial<typeof promise>) => onChange({ promise: { ...promise, ...change } });
  return (
    <Group
      title="Promise"
      says="Over the whole rollout, however many gates, stages and looks it has."
    >
      <Locked why={locks.promise}>
        <Row>
          <Field
            label="False rollbacks, at most"
            hint="% of healthy canaries that are taken back."
            error={issueAt(error, "promise.alpha")}
          >
            <SureNumberInput
              value={promise.alpha}
              onChange={(alpha) => set({ alpha })}
              scale={100}
            />
          </Field>
          <Field
            label="False proofs, at most"
            hint="% of canaries worse than tolerated that are proved fit."
            error={issueAt(error, "promise.promotionAlpha")}
          >
            <SureNumberInput
              value={promise.promotionAlpha}
              onChange={(promotionAlpha) => set({ promotionAlpha })}
              scale={100}
            />
          </Field>
        </Row>
      </Locked>
      <Row>
        <Field
          label="Pauses without data after"
          hint="From an arm that should have traffic."
          error={issueAt(error, "noDataAfterMs")}
        >
          <DurationInput
            valueMs={plan.noDataAfterMs}
            onChange={(noDataAfterMs) => onChange({ noDataAfterMs })}
          />
        </Field>
        <Field
          label="Minimum units"
          hint="With fewer canary units no stage passes on time."
          error={issueAt(error, "leastUnits")}
        >
          <SureNumberInput
            value={plan.leastUnits}
            onChange={(leastUnits) => onChange({ leastUnits })}
            min={1}
          />
        </Field>
        <Field
          label="Keep the old variant for"
          hint="After the last stage, ready to go back to."
          error={issueAt(error, "keepForMs")}
        >
          <DurationInput
            valueMs={plan.keepForMs}
            onChange={(keepForMs) => onChange({ keepForMs })}
          />
        </Field>
      </Row>
    </Group>
  );
}

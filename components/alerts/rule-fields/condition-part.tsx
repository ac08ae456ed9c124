"use client";
/** When: the window, the comparison, the threshold to be dragged, and for how long. */
import { errorAt } from "@/components/ui/error-at";
import { Field, Select } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import { DurationInput, NumberInput } from "@/components/ui/number-input";
import { Slider } from "@/components/ui/slider";
import { type FigureUnit, figureText, figureUnitOf } from "@/lib/alerts/figure";
import { COMPARISONS } from "@/lib/alerts/schema";
import { comparisonWords } from "@/lib/alerts/words";
import type { PartProps } from "./field-set";

/** What is typed, and how often the stored number is in it. */
const TYPED: Readonly<Record<FigureUnit, readonly [unit: string, scale: number]>> = {
  share: ["%", 100],
  ms: ["ms", 1],
  usd: ["US dollars", 1],
  times: ["times", 1],
  level: ["0 ok, 1 degraded, 2 down", 1],
  number: ["a number", 1],
  bytes: ["GB", 1e-9],
};

const OPTIONS = COMPARISONS.map((value) => ({ value, label: comparisonWords(value) }));

type ConditionPartProps = PartProps & {
  /** The values that were measured, for the slider to reach them. */
  reach: { readonly least: number; readonly most: number } | null;
};

export function ConditionPart({ draft, error, onChange, reach }: ConditionPartProps) {
  const unit = figureUnitOf(draft.signal);
  const [typed, scale] = TYPED[unit];
  return (
    <Group title="Condition" says="When it is wrong, and for how long.">
      {draft.signal.kind !== "absence" && (
        <>
          <Row>
            <Field label="Comparison" error={errorAt(error, "rule.comparison")}>
              <Select
                value={draft.comparison}
                options={OPTIONS}
                onChange={(comparison) => onChange({ comparison })}
              />
            </Field>
            <Field label="Threshold" hint={typed} error={errorAt(error, "rule.threshold")}>
              <NumberInput
                value={draft.threshold}
                onChange={(threshold) => onChange({ threshold })}
                scale={scale}
                required
              />
            </Field>
          </Row>
          <ThresholdSlider draft={draft} reach={reach} onChange={onChange} />
          <Field
            label="Recovers at"
            hint={`Empty: at the threshold. In ${typed}`}
            error={errorAt(error, "rule.recoveryThreshold")}
          >
            <NumberInput
              value={draft.recoveryThreshold}
              onChange={(recoveryThreshold) => onChange({ recoveryThreshold })}
              scale={scale}
            />
          </Field>
        </>
      )}
      <TimingFields draft={draft} error={error} onChange={onChange} />
    </Group>
  );
}

const STEPS = 200;

/** From nothing to beyond what was ever measured. */
function ThresholdSlider({ draft, reach, onChange }: Omit<ConditionPartProps, "error">) {
  const unit = figureUnitOf(draft.signal);
  const threshold = draft.threshold ?? 0;
  if (unit === "level") return null;
  const top = Math.max(reach?.most ?? 0, threshold) * 1.25 || 1;
  const bottom = Math.min(0, reach?.least ?? 0, threshold);
  const most = unit === "share" ? Math.min(1, top) : top;
  return (
    <Slider
      label="Threshold, to be dragged"
      words={figureText(unit, threshold) ?? ""}
      min={bottom}
      max={most}
      step={(most - bottom) / STEPS}
      value={threshold}
      onChange={(dragged) => onChange({ threshold: Number(dragged.toPrecision(3)) })}
    />
  );
}

function TimingFields({ draft, error, onChange }: PartProps) {
  return (
    <Row>
      <Field
        label="Window"
        hint="What each value is made of."
        error={errorAt(error, "rule.windowMs")}
      >
        <DurationInput valueMs={draft.windowMs} onChange={(windowMs) => onChange({ windowMs })} />
      </Field>
      <Field
        label="For"
        hint="It has to hold this long first."
        error={errorAt(error, "rule.forMs")}
      >
        <DurationInput valueMs={draft.forMs} onChange={(forMs) => onChange({ forMs })} />
      </Field>
      <Field
        label="Keep firing for"
        hint="After it is over, against flapping."
        error={errorAt(error, "rule.keepFiringForMs")}
      >
        <DurationInput
          valueMs={draft.keepFiringForMs}
          onChange={(keepFiringForMs) => onChange({ keepFiringForMs })}
        />
      </Field>
      <Field
        label="Evaluated every"
        hint="A multiple of 15s."
        error={errorAt(error, "rule.intervalMs")}
      >
        <DurationInput
          valueMs={draft.intervalMs}
          onChange={(intervalMs) => onChange({ intervalMs })}
        />
      </Field>
    </Row>
  );
}

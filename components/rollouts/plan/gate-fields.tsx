"use client";
/** One gate of a plan. */
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Field, Select, TextInput } from "@/components/ui/field";
import { NumberInput, SureNumberInput } from "@/components/ui/number-input";
import { withSignal } from "@/lib/rollouts/draft";
import type { Gate, GateRule } from "@/lib/rollouts/gate";
import { SIGNAL_WORDS } from "@/lib/rollouts/words";
import { issueAt } from "./issue-at";

type GateFieldsProps = {
  number: number;
  gate: Gate;
  /** Of the one promise, in words. */
  part: string;
  isLocked: boolean;
  error: Error | null;
  onChange: (change: Partial<Gate>) => void;
  onRemove: (() => void) | null;
};

const SIGNALS = Object.entries(SIGNAL_WORDS).map(([value, label]) => ({
  value: value as Gate["signal"],
  label,
}));

/** What a threshold is typed in, and how often the stored one is in it. */
const ABOVE = {
  latency: { label: "Slow above", unit: "Milliseconds", scale: 1 },
  cost: { label: "Expensive above", unit: "Dollars", scale: 1e-6 },
} as const;

const CELLS = "grid min-w-0 grid-cols-2 gap-3 sm:grid-cols-4";
const WIDE = "grid min-w-0 grid-cols-2 gap-3 sm:grid-cols-5";

export function GateFields(props: GateFieldsProps) {
  const { number, gate, isLocked, error, onChange, onRemove } = props;
  const at = (field: string) => issueAt(error, `gates.${number - 1}.${field}`);
  const wrong = at("rule");
  return (
    <section
      aria-label={`Gate ${number}`}
      className="flex flex-col gap-3 rounded-control border border-line p-3"
    >
      <header className="flex items-center justify-between gap-2">
        <h3 className="font-medium text-13 text-primary">{`Gate ${number}`}</h3>
        {onRemove && !isLocked && (
          <IconButton size="s" icon={X} label={`Remove gate ${number}`} onClick={onRemove} />
        )}
      </header>
      <div className={CELLS}>
        <Field label="Signal" error={at("signal")}>
          <Select
            value={gate.signal}
            options={SIGNALS}
            onChange={(signal) => onChange(withSignal(gate, signal))}
          />
        </Field>
        <Field label="Key" hint="Its name in the API." error={at("key")}>
          <TextInput
            value={gate.key}
            onChange={(key) => onChange({ key })}
            required
            maxLength={64}
            autoComplete="off"
          />
        </Field>
        <Field label="Agent" hint="Empty: all." error={at("agent")}>
          <TextInput
            value={gate.agent ?? ""}
            onChange={(agent) => onChange({ agent: agent === "" ? null : agent })}
            maxLength={200}
            autoComplete="off"
          />
        </Field>
        <Field label="Lag" hint="Minutes until a minute is counted." error={at("lagMinutes")}>
          <SureNumberInput
            value={gate.lagMinutes}
            onChange={(lagMinutes) => onChange({ lagMinutes })}
            min={1}
            max={1_440}
          />
        </Field>
      </div>
      <RuleFields {...props} />
      {wrong !== undefined && <p className="text-12 text-critical-text">{wrong}</p>}
    </section>
  );
}

type AboveFieldProps = Pick<GateFieldsProps, "number" | "gate" | "error" | "onChange"> & {
  signal: keyof typeof ABOVE;
};

function AboveField({ number, gate, error, onChange, signal }: AboveFieldProps) {
  const { label, unit, scale } = ABOVE[signal];
  return (
    <Field
      label={label}
      hint={`${unit}. Empty: the control's p95.`}
      error={issueAt(error, `gates.${number - 1}.badAbove`)}
    >
      <NumberInput
        value={gate.badAbove}
        onChange={(badAbove) => onChange({ badAbove })}
        scale={scale}
        min={0}
      />
    </Field>
  );
}

function RuleFields(props: GateFieldsProps) {
  const { number, gate, part, error, onChange } = props;
  const { rule, signal } = gate;
  const hasAbove = signal === "latency" || signal === "cost";
  const at = (field: keyof GateRule) => issueAt(error, `gates.${number - 1}.rule.${field}`);
  const set = (change: Partial<GateRule>) => onChange({ rule: { ...rule, ...change } });
  return (
    <div className={hasAbove ? WIDE : CELLS}>
      {hasAbove && <AboveField {...props} signal={signal} />}
      <Field
        label="Tolerance"
        hint="Times the control's odds. Empty: no comparison."
        error={at("tolerance")}
      >
        <NumberInput value={rule.tolerance} onChange={(tolerance) => set({ tolerance })} />
      </Field>
      <Field label="Limit" hint="% bad, whatever the control has. Empty: none." error={at("limit")}>
        <NumberInput value={rule.limit} onChange={(limit) => set({ limit })} scale={100} />
      </Field>
      <Field
        label="Proves below"
        hint="Times the control's odds. Empty: proves nothing."
        error={at("proves")}
      >
        <NumberInput value={rule.proves} onChange={(proves) => set({ proves })} />
      </Field>
      <Field label="Weight" hint={`${part} of the promise`} error={at("weight")}>
        <SureNumberInput value={rule.weight} onChange={(weight) => set({ weight })} min={0} />
      </Field>
    </div>
  );
}

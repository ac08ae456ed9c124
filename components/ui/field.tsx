"use client";
/** Form fields: a label, a control, a hint, and the error beside the control it belongs to. */
import {
  type ComponentPropsWithRef,
  createContext,
  type ReactNode,
  use,
  useId,
  useMemo,
} from "react";

type Wiring = { readonly id: string; readonly describedBy: string; readonly isInvalid: boolean };
const Wires = createContext<Wiring | null>(null);

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong, and what would be right. */
  error?: string | undefined;
  children: ReactNode;
};

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const isInvalid = error !== undefined;
  const wiring = useMemo(() => ({ id, describedBy: `${id}d`, isInvalid }), [id, isInvalid]);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-13 text-primary">
        {label}
      </label>
      <Wires value={wiring}>{children}</Wires>
      <div id={`${id}d`} className={`text-12 ${isInvalid ? "text-critical-text" : "text-muted"}`}>
        {error ?? hint}
      </div>
    </div>
  );
}

const CONTROL =
  "h-8 w-full min-w-0 rounded-control border border-control bg-panel px-2.5 text-13 text-primary disabled:opacity-60 aria-invalid:border-critical-solid max-md:h-10 max-md:text-16";

function useWires() {
  const wires = use(Wires);
  if (!wires) return {};
  return {
    id: wires.id,
    "aria-describedby": wires.describedBy,
    "aria-invalid": wires.isInvalid || undefined,
  };
}

type Bare<T extends "input" | "textarea" | "select"> = Omit<
  ComponentPropsWithRef<T>,
  "className" | "style" | "value" | "onChange" | "children" | "defaultValue"
>;

type TextInputProps = Bare<"input"> & { value: string; onChange: (value: string) => void };

export function TextInput({ value, onChange, type = "text", ...rest }: TextInputProps) {
  return (
    <input
      {...useWires()}
      {...rest}
      type={type}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={CONTROL}
    />
  );
}

type TextAreaProps = Bare<"textarea"> & {
  value: string;
  onChange: (value: string) => void;
  /** For code. */
  mono?: boolean;
};

export function TextArea({ value, onChange, rows = 4, mono = false, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...useWires()}
      {...rest}
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${CONTROL} h-auto py-1.5 max-md:h-auto ${mono ? "font-mono" : ""}`}
    />
  );
}

type SelectProps<V extends string> = Bare<"select"> & {
  value: V;
  options: readonly { readonly value: V; readonly label: string; readonly disabled?: boolean }[];
  onChange: (value: V) => void;
};

/** The system's own list: it works with a thumb, a keyboard and a screen reader. */
export function Select<V extends string>({ value, options, onChange, ...rest }: SelectProps<V>) {
  return (
    <select
      {...useWires()}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value as V)}
      className={CONTROL}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

type CheckboxProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

export function Checkbox({ label, hint, checked, disabled = false, onChange }: CheckboxProps) {
  return (
    <label className="flex items-start gap-2 py-1 text-13">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="wrap-anywhere min-w-0">
        <span className="text-primary">{label}</span>
        {hint !== undefined && <span className="block text-12 text-muted">{hint}</span>}
      </span>
    </label>
  );
}

"use client";
/** A few exclusive views side by side. */
type SegmentedProps<V extends string> = {
  label: string;
  value: V;
  options: readonly { readonly value: V; readonly label: string }[];
  onChange: (value: V) => void;
};

export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<V>) {
  return (
    <fieldset className="rounded-control border-line bg-page inline-flex shrink-0 border p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="rounded-control text-12 text-secondary hover:text-primary aria-pressed:bg-raised aria-pressed:text-primary h-6 px-2 transition-colors aria-pressed:font-medium max-md:h-9"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

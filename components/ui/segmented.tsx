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
    <fieldset className="inline-flex shrink-0 rounded-control border border-line bg-page p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="h-6 rounded-control px-2 text-12 text-secondary transition-colors hover:text-primary aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-primary max-md:h-9"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

/** A titled part within a group of the flag editor. */
import type { ReactNode } from "react";

type PartProps = { title: string; says?: string; error?: string | undefined; children: ReactNode };

export function Part({ title, says, error, children }: PartProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-line border-t pt-3">
      <legend className="sr-only">{title}</legend>
      <p aria-hidden className="font-medium text-13 text-primary">
        {title}{" "}
        {says !== undefined && <span className="font-normal text-12 text-muted">{says}</span>}
      </p>
      {children}
      {error !== undefined && <p className="text-12 text-critical-text">{error}</p>}
    </fieldset>
  );
}

/** A titled part of the flag editor, and a smaller one within it. */
import { type ReactNode, useId } from "react";

type GroupProps = { title: ReactNode; says: string; children: ReactNode };

export function Group({ title, says, children }: GroupProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-panel border border-line bg-panel p-4"
    >
      <header>
        <h2 id={id} className="flex flex-wrap items-center gap-2 font-medium text-14 text-primary">
          {title}
        </h2>
        <p className="text-12 text-muted">{says}</p>
      </header>
      {children}
    </section>
  );
}

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

export const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid min-w-0 gap-3 sm:grid-cols-2">{children}</div>
);

/** A titled part of a form. */
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

/** Fields side by side where there is room. */
export const Row = ({ children }: { children: ReactNode }) => (
  <div className="grid min-w-0 gap-3 sm:grid-cols-2">{children}</div>
);

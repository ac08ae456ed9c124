/** One numbered step of a how-to. */
import { type ReactNode, useId } from "react";

type StepProps = { n: number; title: string; acts?: ReactNode; children: ReactNode };

export function Step({ n, title, acts, children }: StepProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-panel border border-line bg-panel p-4"
    >
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="font-medium text-14 text-primary">
          <span className="text-muted tabular-nums">{n}.</span> {title}
        </h2>
        {acts}
      </header>
      {children}
    </section>
  );
}

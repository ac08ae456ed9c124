/** A region that scrolls within its panel, by keyboard as well. */
import type { ReactNode } from "react";

export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative min-h-0 min-w-0 flex-1 overflow-auto"
    >
      {children}
    </section>
  );
}

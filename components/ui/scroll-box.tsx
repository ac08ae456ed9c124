/** A box that scrolls within its panel, by keyboard as well. */
import type { ReactNode } from "react";

type ScrollBoxProps = {
  /** Names the box as a region, where what is in it has no name of its own. */
  label?: string;
  children: ReactNode;
};

export function ScrollBox({ label, children }: ScrollBoxProps) {
  const Box = label === undefined ? "div" : "section";
  return (
    <Box
      aria-label={label}
      // What scrolls must be reachable by keyboard.
      tabIndex={0}
      className="relative min-h-0 min-w-0 flex-1 overflow-auto"
    >
      {children}
    </Box>
  );
}

/** Small phrases of the on-call page. */
import type { ShiftView, WarningView } from "@/lib/oncall/schedules/schema";

export const sourceWords = ({ layer }: ShiftView): string =>
  layer === null ? "override" : `layer ${layer}`;

/** What is wrong, without when it is. */
export function warningWords({ kind, person, shifts }: WarningView): string {
  const ahead = shifts === 1 ? "a shift" : `${shifts} shifts, the first of them`;
  switch (kind) {
    case "gap":
      return "Nobody is on call";
    case "disabled":
      return `${person} may no longer sign in, and has ${ahead}`;
    case "unreachable":
      return `${person} has no channel that works, and ${ahead}`;
  }
}

/** Tells shifts of one schedule apart: no two begin at once. */
export const shiftKey = ({ from, personId }: ShiftView): string => `${from} ${personId}`;

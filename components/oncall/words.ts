/** Small phrases of the on-call page. */
import type { ShiftView, WarningView } from "@/lib/oncall/schedules/schema";

export const sourceWords = ({ layer }: ShiftView): string =>
  layer === null ? "override" : `layer ${layer}`;

/** What is wrong, without when it is. */
export function warningWords({ kind, person, shifts }: WarningView): string {
  const first = shifts === 1 ? "a shift" : `${shifts} shifts, the first`;
  switch (kind) {
    case "gap":
      return "Nobody is on call";
    case "disabled":
      return `${person} has ${first}, and may no longer sign in`;
    case "unreachable":
      return `${person} has ${first}, and no channel that works`;
  }
}

/** Tells shifts of one schedule apart: no two begin at once. */
export const shiftKey = ({ from, personId }: ShiftView): string => `${from} ${personId}`;

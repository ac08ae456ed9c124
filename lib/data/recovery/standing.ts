/** Whether recovery can be relied on: the last drill against the targets, and its age. */
import { duration, spanWords } from "@/lib/core/format";
import { DAY, HOUR } from "@/lib/core/time";
import type { DrillVerdict, RecoveryDrill, Standing } from "./schema";

/** Recovery time and recovery point, as the operations documents promise them. */
export const RECOVERY_TARGETS = { restoreMs: 4 * HOUR, lostMs: HOUR } as const;
const DRILL_EVERY_MS = 90 * DAY;

const COMMAND = "`npx wheelhouse recovery-drill --from <the newest backup>`";

type Drilled = Pick<RecoveryDrill, "isOk" | "file" | "restoreMs" | "lostMs" | "detail">;

/** A drill is met when everything came back, in time, and recent enough. */
export function verdictOf({ isOk, restoreMs, lostMs, detail }: Drilled): DrillVerdict {
  if (!isOk) return { isMet: false, words: `It failed: ${detail}` };
  const missed = [
    ...((restoreMs ?? 0) < RECOVERY_TARGETS.restoreMs
      ? []
      : [`restoring took ${duration(restoreMs ?? 0)}, ${target("restoreMs")}`]),
    ...((lostMs ?? 0) < RECOVERY_TARGETS.lostMs
      ? []
      : [`${duration(lostMs ?? 0)} would have been lost, ${target("lostMs")}`]),
  ];
  if (missed.length > 0) return { isMet: false, words: `Out of target: ${missed.join("; ")}` };
  return { isMet: true, words: "Restored whole, within the targets" };
}

const target = (name: keyof typeof RECOVERY_TARGETS): string =>
  `the target is below ${spanWords(RECOVERY_TARGETS[name])}`;

export function standingOf(last: (Drilled & { readonly at: Date }) | null, now: Date): Standing {
  if (last === null) {
    const words = "No backup was ever restored to see whether it can be.";
    return { state: "warning", words, remedy: `Run ${COMMAND}` };
  }
  const { isMet, words } = verdictOf(last);
  const ageMs = Math.max(0, now.getTime() - last.at.getTime());
  const ago = `${duration(ageMs)} ago`;
  if (!isMet) {
    const remedy = `See to it, then run ${COMMAND}`;
    return { state: "critical", words: `The last drill, ${ago}: ${words}.`, remedy };
  }
  if (ageMs > DRILL_EVERY_MS) {
    const every = `one every ${spanWords(DRILL_EVERY_MS)} is due`;
    return {
      state: "warning",
      words: `The last drill was ${ago}; ${every}.`,
      remedy: `Run ${COMMAND}`,
    };
  }
  const figures = `restored in ${duration(last.restoreMs ?? 0)}, newest row ${duration(last.lostMs ?? 0)} old`;
  if (last.file === null) {
    const words = `The last drill, ${ago}: ${figures}. Its backup was taken for it, so it says nothing of how old yours are.`;
    return { state: "ok", words, remedy: `Give it one of yours: ${COMMAND}` };
  }
  return { state: "ok", words: `The last drill, ${ago}: ${figures}.`, remedy: null };
}

/** Reads the last recovery drills, and what to make of them. */
import { dataAskSchema } from "@/lib/data/schema";
import { query } from "@/lib/platform/operation";
import type { RecoveryDrill as Row } from "@/prisma/client/client";
import type { RecoveryDrillView, RecoveryView } from "./schema";
import { RECOVERY_TARGETS, standingOf, verdictOf } from "./standing";

const SHOWN = 12;

export const readRecovery = query({
  may: "telemetry:read",
  input: dataAskSchema,
  run: async ({ db, now }): Promise<RecoveryView> => {
    const rows = await db.recoveryDrill.findMany({ orderBy: { at: "desc" }, take: SHOWN });
    return {
      drills: rows.map(viewOf),
      standing: standingOf(rows[0] ?? null, now),
      targets: RECOVERY_TARGETS,
    };
  },
});

function viewOf({ at, rows, bytes, byName, ...row }: Row): RecoveryDrillView {
  return {
    ...row,
    at: at.toISOString(),
    rows: rows === null ? null : Number(rows),
    bytes: bytes === null ? null : Number(bytes),
    by: byName,
    verdict: verdictOf(row),
  };
}

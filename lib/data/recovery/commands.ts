/** Keeps what a recovery drill found. */
import { randomUUID } from "node:crypto";
import { command } from "@/lib/platform/operation";
import { recoveryDrillSchema } from "./schema";

export const keepRecoveryDrill = command({
  may: "instance:write",
  input: recoveryDrillSchema,
  run: async ({ db, actor, now }, { rows, bytes, ...found }) => {
    const id = randomUUID();
    const amounts = {
      rows: rows === null ? null : BigInt(rows),
      bytes: bytes === null ? null : BigInt(bytes),
    };
    const data = { id, at: now, ...found, ...amounts, byName: actor.name };
    await db.recoveryDrill.create({ data });
    return { id };
  },
  audit: ({ isOk, file, restoreMs, lostMs, detail }, { id }) => ({
    action: "recovery.drill",
    object: { kind: "recovery-drill", id },
    after: { isOk, file, restoreMs, lostMs, detail },
  }),
});

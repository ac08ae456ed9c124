/** What people do with a group of failures: declare it resolved, or take that back. */
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";
import { type Audit, command } from "@/lib/platform/operation";
import { stateOf } from "./groups";
import { REOPENED, RESOLVED } from "./history";
import { type ErrorState, type ErrorStateAnswer, errorActSchema } from "./schema";

type Moved = ErrorStateAnswer & { readonly before: ErrorState };

/** Seen again after this, it is marked regressed by itself. */
export const resolveError = command({
  may: "errors:resolve",
  input: errorActSchema,
  run: async ({ db, project, now, actor }, { fingerprint }): Promise<Moved> => {
    const before = await lockedState(db, project.id, fingerprint);
    if (before === "resolved") throw new Fault("conflict", "This error is resolved already");
    await db.$executeRaw`
      UPDATE error_group SET state = 'resolved', resolved_at = ${now}, resolved_by = ${actor.name}
      WHERE project_id = ${project.id} AND fingerprint = ${fingerprint}`;
    return { fingerprint, state: "resolved", before };
  },
  audit: ({ reason }, moved) => entry(RESOLVED, moved, reason),
});

export const reopenError = command({
  may: "errors:resolve",
  input: errorActSchema,
  run: async ({ db, project }, { fingerprint }): Promise<Moved> => {
    const before = await lockedState(db, project.id, fingerprint);
    if (before === "open") throw new Fault("conflict", "This error is open already");
    await db.$executeRaw`
      UPDATE error_group SET state = 'open', resolved_at = NULL, resolved_by = NULL
      WHERE project_id = ${project.id} AND fingerprint = ${fingerprint}`;
    return { fingerprint, state: "open", before };
  },
  audit: ({ reason }, moved) => entry(REOPENED, moved, reason),
});

/** Held until the transaction ends: two people pressing the button make one entry. */
async function lockedState(
  db: Transaction,
  projectId: number,
  fingerprint: string,
): Promise<ErrorState> {
  const [row] = await db.$queryRaw<{ state: string }[]>`
    SELECT state FROM error_group
    WHERE project_id = ${projectId} AND fingerprint = ${fingerprint} FOR UPDATE`;
  if (!row) throw new Fault("not-found", "There is no such error, or it is no longer kept");
  return stateOf(row.state);
}

const entry = (
  action: typeof RESOLVED | typeof REOPENED,
  { fingerprint, state, before }: Moved,
  reason: string | undefined,
): Audit => ({
  action,
  object: { kind: "error", id: fingerprint },
  before: { state: before },
  after: { state },
  ...(reason && { reason }),
});

/** Tells what has happened to groups of alerts: each that is due is looked at, and what follows goes into the outbox. */
import type { Escalate } from "@/lib/notify/store/listeners";
import { lookAtNext } from "@/lib/notify/store/look";
import { escalationOf } from "@/lib/oncall/store/escalation";
import type { Pool } from "@/lib/platform/pool";

/** A group that keeps being due must not keep the loop from ending. */
const MOST = 1_000;

export async function lookAtGroups(
  pool: Pool,
  signal?: AbortSignal,
  { escalate = escalationOf, now }: { readonly escalate?: Escalate; readonly now?: Date } = {},
): Promise<number> {
  let seen = 0;
  while (seen < MOST && !signal?.aborted && (await lookAtNext(pool, { escalate, now }))) seen++;
  return seen;
}

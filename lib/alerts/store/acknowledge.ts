/** Takes an acknowledgement into an alert, into what its rule remembers, and to whoever hears of it. */

import { acknowledge, type RuleState } from "@/lib/alerts/state";
import type { Answered } from "@/lib/alerts/views";
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";

type Answering = {
  readonly projectId: number;
  readonly alertId: string;
  readonly by: { readonly id: string; readonly name: string };
  /** Null: until it is resolved. */
  readonly forMinutes: number | null;
};

/** Asked again it changes nothing: the first answer stands. */
export async function acknowledgeIn(tx: Transaction, asked: Answering): Promise<Answered> {
  const { alert, state, now } = await locked(tx, asked);
  if (alert.endedAt)
    throw new Fault("conflict", "This alert is over: there is nothing left to acknowledge");
  if (alert.acknowledgedAt) return answerOf(alert, false);
  const { by, forMinutes, alertId } = asked;
  const until = forMinutes === null ? null : new Date(now.getTime() + forMinutes * 60_000);
  const known = await tx.alert.update({
    where: { id: alertId },
    data: {
      acknowledgedAt: now,
      acknowledgedById: by.id,
      acknowledgedByName: by.name,
      acknowledgedUntil: until,
    },
  });
  const answer = { by: by.id, at: now.getTime(), until: until?.getTime() ?? null };
  await remember(tx, alert, state, (one) => acknowledge(one, answer.by, answer.at, answer.until));
  await wakeGroups(tx, asked);
  return answerOf(known, true);
}

/** It is told again, and escalates again. */
export async function takeBackIn(
  tx: Transaction,
  asked: Pick<Answering, "projectId" | "alertId">,
): Promise<Answered> {
  const { alert, state } = await locked(tx, asked);
  if (alert.endedAt)
    throw new Fault("conflict", "This alert is over: there is nothing left to take back");
  if (!alert.acknowledgedAt) return answerOf(alert, false);
  const nobody = { acknowledgedById: null, acknowledgedByName: null, acknowledgedUntil: null };
  const known = await tx.alert.update({
    where: { id: asked.alertId },
    data: { acknowledgedAt: null, ...nobody },
  });
  await remember(tx, alert, state, (one) => ({ ...one, acknowledged: null }));
  await wakeGroups(tx, asked);
  return answerOf(known, true);
}

type Found = {
  readonly name: string;
  readonly ruleId: string | null;
  readonly key: string;
  readonly endedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly acknowledgedUntil: Date | null;
};

/**
 * The rule's memory first and the alert after it, as the evaluation has them: neither then waits for
 * the other, and what one of them writes the other has read.
 */
async function locked(
  tx: Transaction,
  { projectId, alertId: id }: Pick<Answering, "projectId" | "alertId">,
): Promise<{ alert: Found; state: RuleState | null; now: Date }> {
  const none = () => new Fault("not-found", "There is no such alert, or it is no longer kept");
  const seen = await tx.alert.findFirst({ where: { id, projectId }, select: { ruleId: true } });
  if (!seen) throw none();
  const [memory] =
    seen.ruleId === null
      ? []
      : await tx.$queryRaw<{ state: RuleState }[]>`
          SELECT state FROM alert_rule_state WHERE rule_id = ${seen.ruleId}::uuid FOR UPDATE`;
  const [held] = await tx.$queryRaw<{ now: Date }[]>`
    SELECT now() FROM alert WHERE id = ${id}::uuid FOR UPDATE`;
  const alert = await tx.alert.findUnique({ where: { id } });
  if (!alert || !held) throw none();
  return { alert, state: memory?.state ?? null, now: held.now };
}

async function remember(
  tx: Transaction,
  { ruleId, key }: Found,
  state: RuleState | null,
  change: (alert: RuleState["alerts"][number]) => RuleState["alerts"][number],
): Promise<void> {
  if (ruleId === null || !state) return;
  const alerts = state.alerts.map((one) => (one.key === key ? change(one) : one));
  const next = JSON.stringify({ ...state, alerts });
  await tx.$executeRaw`
    UPDATE alert_rule_state SET state = ${next}::jsonb WHERE rule_id = ${ruleId}::uuid`;
}

/** Whoever was told of it hears of this at once, and the next step of an escalation is reconsidered. */
async function wakeGroups(
  tx: Transaction,
  { projectId, alertId }: Pick<Answering, "projectId" | "alertId">,
): Promise<void> {
  const member = JSON.stringify({ members: [{ fingerprint: alertId }] });
  await tx.$executeRaw`
    UPDATE alert_group SET due_at = least(due_at, now())
    WHERE project_id = ${projectId} AND state @> ${member}::jsonb`;
}

const answerOf = (alert: Found, hasChanged: boolean): Answered => ({
  name: alert.name,
  hasChanged,
  acknowledged: alert.acknowledgedAt && {
    at: alert.acknowledgedAt.toISOString(),
    by: alert.acknowledgedByName ?? "somebody",
    until: alert.acknowledgedUntil?.toISOString() ?? null,
  },
});

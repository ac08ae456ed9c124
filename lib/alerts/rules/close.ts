/** Ends what a rule has open, in the transaction that deletes it, switches it off or makes it look elsewhere. */
import "server-only";
import { close } from "@/lib/alerts/rule-health";
import { FRESH_RULE, type RuleState, type Transition } from "@/lib/alerts/state";
import type { Transaction } from "@/lib/platform/db";
import { specOf } from "./keep";
import { asJson } from "./store";

type Row = Parameters<typeof specOf>[0] & { readonly id: string; readonly projectId: number };
type End = Parameters<typeof close>[2];

/** Whoever was told of an alert is told of its end: the rows say that they have news. */
export async function closeRule(tx: Transaction, row: Row, reason: End, now: Date): Promise<void> {
  const kept = await lockedState(tx, row.id);
  const rule = { ...specOf(row), id: row.id };
  const { state, transitions } = close(rule, kept, reason, now.getTime());
  const where = { ruleId: row.id, endedAt: null };
  const open = await tx.alert.findMany({ where, select: { id: true, key: true, mark: true } });
  const alerts = new Map(open.flatMap(({ id, key, mark }) => (mark === null ? [[key, id]] : [])));
  await tx.alertTransition.createMany({
    data: transitions.map((one) => transitionRow(one, row, alerts.get(one.key) ?? null)),
    skipDuplicates: true,
  });
  await tx.alert.updateMany({
    where,
    data: { endedAt: now, endReason: reason, expectedEndAt: null, hasNews: true },
  });
  await tx.alertRuleState.updateMany({
    where: { ruleId: row.id },
    data: { state: asJson(state), seriesCount: null, value: null, sampleSize: null },
  });
}

/** Locked, so that an evaluation under way is either before this or finds nothing any more. */
async function lockedState(tx: Transaction, ruleId: string): Promise<RuleState> {
  const [row] = await tx.$queryRaw<{ state: Partial<RuleState> }[]>`
    SELECT state FROM alert_rule_state WHERE rule_id = ${ruleId}::uuid FOR UPDATE`;
  return { ...FRESH_RULE, ...row?.state };
}

const transitionRow = (
  { value, at, ...one }: Transition,
  { projectId }: Row,
  alertId: string | null,
) => ({
  ...one,
  projectId,
  alertId,
  at: new Date(at),
  value: typeof value === "number" ? value : null,
});

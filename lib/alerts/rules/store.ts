/** Rows of alert rules: made, and found changed by somebody else. */
import "server-only";
import { randomUUID } from "node:crypto";
import type { Rule } from "@/lib/alerts/schema";
import { FRESH_RULE } from "@/lib/alerts/state";
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";
import type { Prisma } from "@/prisma/client/client";
import { judgeReceivers } from "./receivers";
import type { RuleMade } from "./schema";

/** More rules than these are not watched by one project; a thousand are evaluated in seconds. */
const MOST_RULES = 2_000;

/** The instants of the alert path are the database's, or two machines' clocks would disagree about them. */
export async function databaseNow(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  if (!row) throw new Error("The database does not tell the time");
  return row.now;
}

/** A rule is JSON as it is; TypeScript cannot follow that far. */
export const asJson = (value: unknown): Prisma.InputJsonObject => value as Prisma.InputJsonObject;

export async function keepRules(
  tx: Transaction,
  projectId: number,
  rules: readonly Rule[],
): Promise<RuleMade[]> {
  const now = await databaseNow(tx);
  const known = await tx.alertRule.count({ where: { projectId } });
  if (known + rules.length > MOST_RULES)
    throw new Fault(
      "conflict",
      `A project has at most ${MOST_RULES} alert rules, and this one ${known}`,
    );
  await judgeReceivers(tx, projectId, rules);
  const made: RuleMade[] = [];
  for (const rule of rules) {
    const id = randomUUID();
    const { name, severity, isEnabled } = rule;
    await uniquely(name, () =>
      tx.alertRule.create({
        data: {
          ...{ id, projectId, name, severity, isEnabled },
          spec: asJson(rule),
          createdAt: now,
          updatedAt: now,
          state: { create: { state: asJson(FRESH_RULE), nextAt: now } },
        },
      }),
    );
    made.push({ id, name, revision: 0 });
  }
  return made;
}

/** Of two who take one name at once, the database tells the second. */
export async function uniquely<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "P2002") throw error;
    throw new Fault(
      "conflict",
      `There is a rule called “${name}” already: give this one another name`,
      { field: "rule.name" },
      { cause: error },
    );
  }
}

/** First of all, as an evaluation does it: two who lock in the same order never wait for each other. */
export const holdEvaluation = (tx: Transaction, ruleId: string) =>
  tx.$queryRaw`SELECT 1 FROM alert_rule_state WHERE rule_id = ${ruleId}::uuid FOR UPDATE`;

/** Nobody waits for the interval to be over who has just changed what is evaluated. */
export async function evaluateSoon(tx: Transaction, ruleId: string, now: Date): Promise<void> {
  await tx.alertRuleState.upsert({
    where: { ruleId },
    create: { ruleId, state: asJson(FRESH_RULE), nextAt: now },
    update: { nextAt: now },
  });
}

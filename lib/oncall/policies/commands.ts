/** Writes of escalation policies: made, changed, and removed. An escalation that has begun keeps to what it began with. */
import { Fault } from "@/lib/core/fault";
import { databaseInstant } from "@/lib/notify/store/instant";
import type { Policy, Target } from "@/lib/oncall/schema";
import { asJson, judgePeople, newId, staleFault, uniquely } from "@/lib/oncall/store/keep";
import type { Transaction } from "@/lib/platform/db";
import { command } from "@/lib/platform/operation";
import { newPolicySchema, type PolicyKept, policyChangeSchema, policyIdSchema } from "./schema";
import { policyIn } from "./store";

const MOST_POLICIES = 100;

const named = (name: string) => ({ noun: "an escalation policy", name, field: "policy.name" });

const targetsOf = ({ steps }: Policy): Target[] => steps.flatMap(({ targets }) => targets);

export const createPolicy = command({
  may: "on-call:write",
  input: newPolicySchema,
  run: async ({ db, project }, { policy }): Promise<PolicyKept> => {
    const now = await databaseInstant(db);
    const known = await db.escalationPolicy.count({ where: { projectId: project.id } });
    if (known >= MOST_POLICIES)
      throw new Fault("conflict", `A project has at most ${MOST_POLICIES} escalation policies`);
    await judgeTargets(db, project.id, targetsOf(policy));
    const { name } = policy;
    const data = { name, spec: asJson(policy), createdAt: now, updatedAt: now };
    const { id, revision } = await uniquely(named(name), () =>
      db.escalationPolicy.create({ data: { id: newId(now), projectId: project.id, ...data } }),
    );
    return { id, revision };
  },
  audit: ({ policy }, { id }) => ({
    action: "escalation-policy.create",
    object: { kind: "escalation-policy", id },
    after: asJson(policy),
  }),
});

export const changePolicy = command({
  may: "on-call:write",
  input: policyChangeSchema,
  run: async ({ db, project }, { id, revision, policy }) => {
    const now = await databaseInstant(db);
    const { policy: before } = await policyIn(db, project.id, id);
    const known = new Set(targetsOf(before).map((target) => target.id));
    const added = targetsOf(policy).filter((target) => !known.has(target.id));
    await judgeTargets(db, project.id, added);
    const { name } = policy;
    const data = { name, spec: asJson(policy), revision: revision + 1, updatedAt: now };
    // Whether it is stale is decided by the row itself, so that of two who save at once one is told.
    const { count } = await uniquely(named(name), () =>
      db.escalationPolicy.updateMany({ where: { id, projectId: project.id, revision }, data }),
    );
    if (count === 0) throw staleFault("escalation policy");
    return { id, revision: revision + 1, before };
  },
  afterwards: async (_ctx, { id, revision }): Promise<PolicyKept> => ({ id, revision }),
  audit: ({ policy }, { id, before }) => ({
    action: "escalation-policy.update",
    object: { kind: "escalation-policy", id },
    before: asJson(before),
    after: asJson(policy),
  }),
});

export const removePolicy = command({
  may: "on-call:write",
  input: policyIdSchema,
  run: async ({ db, project }, { id }) => {
    const found = await policyIn(db, project.id, id);
    const [user] = found.usedBy;
    if (user !== undefined)
      throw new Fault(
        "conflict",
        `${user} escalates by this policy, and would tell nobody without it: change that first`,
      );
    await db.escalationPolicy.deleteMany({ where: { id, projectId: project.id } });
    return found;
  },
  afterwards: async (_ctx, { id, revision }): Promise<PolicyKept> => ({ id, revision }),
  audit: (_input, { id, policy }) => ({
    action: "escalation-policy.remove",
    object: { kind: "escalation-policy", id },
    before: asJson(policy),
  }),
});

/** A step that names nothing would be passed over, and nobody would notice. */
async function judgeTargets(
  tx: Transaction,
  projectId: number,
  targets: readonly Target[],
): Promise<void> {
  const idsOf = (kind: Target["kind"]) => [
    ...new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id)),
  ];
  const [schedules, channels] = [idsOf("schedule"), idsOf("channel")];
  await judgePeople(tx, projectId, idsOf("person"), { field: "policy.steps" });
  const known = await Promise.all([
    tx.onCallSchedule.count({ where: { projectId, id: { in: schedules } } }),
    tx.notificationChannel.count({
      where: { projectId, id: { in: channels }, personId: null, removedAt: null },
    }),
  ]);
  if (known[0] === schedules.length && known[1] === channels.length) return;
  throw new Fault(
    "invalid",
    "policy.steps: a schedule or channel named here is not of this project; choose one of its own",
    { field: "policy.steps" },
  );
}

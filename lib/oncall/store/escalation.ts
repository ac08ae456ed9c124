/** How far a group of alerts has come in its escalation policy: the step that is due, whom it reaches now, and who hears of the alerts from here on. */
import { z } from "zod";
import type { GroupRow } from "@/lib/notify/store/groups";
import type { Escalate, Escalated } from "@/lib/notify/store/listeners";
import { escalate, escalationFrom, type Told } from "@/lib/oncall/escalation";
import { escalationSchema, type Policy, policySchema } from "@/lib/oncall/schema";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { type ReachNow, reachAt } from "./reach";

const storedSchema = z.object({
  /** As it was when the alert began: a change of the policy holds for the next one. */
  policy: policySchema,
  position: escalationSchema,
  told: z.array(
    z.object({ channelId: z.string(), personId: z.string().nullable(), why: z.string() }),
  ),
});
type Stored = z.output<typeof storedSchema>;
type Listener = Stored["told"][number];

export const escalationOf: Escalate = async (
  on,
  group,
  { now, isAcknowledged, isFiring, isQuiet },
) => {
  const known = group.escalation === null ? null : storedSchema.parse(group.escalation);
  // Whoever heard of it hears of its end; what fires afterwards begins with the first step.
  if (!isFiring) return standing(known, null);
  // While nobody may be told, nobody's time to answer runs.
  if (isQuiet) return standing(known, known);
  const stored = known ?? (await begun(on, group, now));
  if (!stored) return standing(null, null);

  const { policy, position } = stored;
  const reach = await reachAt(on, group.projectId, policy, now);
  const acknowledgedAt = isAcknowledged ? await answeredAt(on, group) : null;
  const circumstances = { acknowledgedAt, resolvedAt: null, reach: reach.of };
  const { state, tell, nextAt } = escalate(policy, position, now, circumstances);
  const called = tell ? listenersOf(policy, tell, reach) : [];
  const before = stored.told.filter((one) => !called.some(isSame(one)));
  const listeners = [...before, ...called];
  return {
    listeners,
    again: called.filter((one) => stored.told.some(isSame(one))).map(({ channelId }) => channelId),
    state: { policy, position: state, told: listeners } satisfies Stored,
    nextAt,
  };
};

const isSame =
  (one: Listener) =>
  (other: Listener): boolean =>
    one.channelId === other.channelId;

const standing = (heard: Stored | null, state: Stored | null): Escalated => ({
  listeners: heard?.told ?? [],
  again: [],
  state,
  nextAt: null,
});

async function begun(
  on: Connection,
  { projectId, receiver }: GroupRow,
  now: Date,
): Promise<Stored | null> {
  const [row] = await rowsOf<{ spec: unknown }>(
    on,
    // A rule from elsewhere may name what is no id at all.
    "SELECT spec FROM escalation_policy WHERE project_id = $1::int AND id::text = $2",
    [projectId, receiver.escalation],
  );
  if (!row) return null;
  return { policy: policySchema.parse(row.spec), position: escalationFrom(now), told: [] };
}

/** The group is acknowledged once all of it is: with its last alert. */
async function answeredAt(on: Connection, { state, projectId }: GroupRow): Promise<Date | null> {
  const firing = state.members.filter((member) => member.state === "firing");
  const [row] = await rowsOf<{ at: Date | null }>(
    on,
    `SELECT max(acknowledged_at) AS at FROM alert
     WHERE project_id = $1::int AND id::text = ANY($2::text[])`,
    [projectId, firing.map(({ fingerprint }) => fingerprint)],
  );
  return row?.at ?? null;
}

/** One word for each channel; of several reasons the first target's. */
function listenersOf({ steps }: Policy, told: Told, reach: ReachNow): Listener[] {
  const named = (steps[told.step]?.targets ?? []).flatMap((target) => {
    const why = becauseOf(told, target.kind === "schedule" ? reach.scheduleNamed(target.id) : null);
    return reach.of(target).flatMap((recipient) => {
      const personId = recipient.kind === "person" ? recipient.id : null;
      return reach.channelsOf(recipient).map((channelId) => ({ channelId, personId, why }));
    });
  });
  return named.filter((one, i) => named.findIndex(isSame(one)) === i);
}

/** `rota primary, step 1`; `step 2, round 2`. */
function becauseOf({ step, round }: Told, schedule: string | null): string {
  const parts = [
    ...(schedule === null ? [] : [`rota ${schedule}`]),
    `step ${step + 1}`,
    ...(round === 0 ? [] : [`round ${round + 1}`]),
  ];
  return parts.join(", ");
}

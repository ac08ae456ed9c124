/** Looks at one group that is due: who has to be told what now, written down in the transaction that knows it. */
import type { StoredAlert } from "@/lib/notify/alert-notice";
import { dueAt, looked, type Tell } from "@/lib/notify/grouping";
import { fullLabels, type Policy } from "@/lib/notify/policy";
import { type Pool, withConnection } from "@/lib/platform/pool";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { alertsIn } from "./alert-rows";
import { listenerOf } from "./channels";
import { GROUP_COLUMNS, type GroupRow, type GroupState, groupOf, saveGroup } from "./groups";
import { type Audience, audienceOf, type Escalate } from "./listeners";
import { policyOf } from "./policies";
import { quietIn } from "./quiet";
import { type TellNow, tellAll } from "./tell";

type DueRow = Parameters<typeof groupOf>[0] & { readonly now: Date };

type Looking = {
  /** Who decides where a receiver is an escalation policy; without it nobody hears of those. */
  readonly escalate?: Escalate | undefined;
  /** For tests; the database's clock otherwise. */
  readonly now?: Date | undefined;
};

/** False when no group is due. Two who look at once take different groups. */
export function lookAtNext(pool: Pool, { escalate, now }: Looking = {}): Promise<boolean> {
  return withConnection(pool, async (client) => {
    await client.query("BEGIN");
    const [row] = await rowsOf<DueRow>(
      client,
      `SELECT ${GROUP_COLUMNS}, coalesce($1::timestamptz, now()) AS now FROM alert_group
       WHERE due_at <= coalesce($1::timestamptz, now())
       ORDER BY due_at, key LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [now ?? null],
    );
    if (row) await lookAtGroup(client, groupOf(row), row.now, escalate);
    await client.query("COMMIT");
    return row !== undefined;
  });
}

async function lookAtGroup(
  on: Connection,
  group: GroupRow,
  now: Date,
  escalate: Escalate | undefined,
): Promise<void> {
  const { projectId } = group;
  const { policy } = await policyOf(on, projectId);
  const alerts = await alertsIn(
    on,
    projectId,
    group.state.members.map(({ fingerprint }) => fingerprint),
  );
  const state = known(group.state, alerts);
  const firing = state.members.filter((member) => member.state === "firing");
  const isAcknowledged =
    firing.length > 0 &&
    firing.every(({ fingerprint }) => isAnswered(alerts.get(fingerprint), now));
  const quiet = await quietOf(on, group, policy, alerts, now);
  const audience = await audienceOf(on, { ...group, state }, escalate, {
    now,
    isAcknowledged,
    isFiring: firing.length > 0,
    isQuiet: firing.every(({ fingerprint }) => quiet(fingerprint).mute !== null),
  });
  // Somebody who is asked to come only now has not to wait for the next round.
  const isBegun = state.told.length > 0 || group.escalation !== null;
  const isJoined = audience.isNew && firing.length > 0 && isBegun;
  const seen = isJoined && now < state.nextAt ? { ...state, nextAt: now } : state;
  const result = looked(seen, {
    now,
    timing: state.timing,
    quietOf: quiet,
    listeners: audience.channels.map(listenerOf),
    isAcknowledged,
  });
  const scene = { group, alerts, audience, now, isAcknowledged };
  const tells = [
    ...result.tells.filter((tell) => isMeant(tell, audience)),
    ...againFor(audience, result.tells, state, quiet),
  ];
  const acknowledged = await tellAll(on, scene, tells, result.group?.told ?? []);
  await keep(on, group, result.group && { ...state, ...result.group, acknowledged }, {
    isAcknowledged,
    audience,
  });
}

/** Alerts that are no longer kept leave their group, as ended. */
function known(state: GroupState, alerts: ReadonlyMap<string, StoredAlert>): GroupState {
  return {
    ...state,
    members: state.members.filter(({ fingerprint }) => alerts.has(fingerprint)),
    told: state.told.map((one) => ({ ...one, firing: one.firing.filter((id) => alerts.has(id)) })),
  };
}

const isAnswered = (alert: StoredAlert | undefined, now: Date): boolean =>
  alert?.acknowledgedAt != null &&
  (alert.acknowledgedUntil === null || alert.acknowledgedUntil > now);

async function quietOf(
  on: Connection,
  { projectId, mark }: GroupRow,
  policy: Policy,
  alerts: ReadonlyMap<string, StoredAlert>,
  now: Date,
) {
  // A test asks whether the way works: a silence over the rule is not the answer.
  if (mark === "test") return () => ({ mute: null, endedAt: null });
  const quiet = await quietIn(on, projectId, policy, now);
  return (id: string) => {
    const alert = alerts.get(id);
    return alert ? quiet(fullLabels(alert)) : { mute: null, endedAt: null };
  };
}

/** Whoever was told and is no longer asked to come hears of the end, and of nothing else. */
const isMeant = ({ channelId, kind }: Tell, { former }: Audience): boolean =>
  kind === "resolved" || !former.has(channelId);

/** Those whom an escalation policy has told once more, though nothing changed. */
function againFor(
  { again }: Audience,
  tells: readonly Tell[],
  state: GroupState,
  quiet: (id: string) => { readonly mute: unknown },
): TellNow[] {
  const firing = state.members
    .filter((member) => member.state === "firing" && !quiet(member.fingerprint).mute)
    .map(({ fingerprint }) => fingerprint);
  if (firing.length === 0) return [];
  return again
    .filter((channelId) => !tells.some((tell) => tell.channelId === channelId))
    .map((channelId) => ({ channelId, kind: "firing", why: "escalated", firing, resolved: [] }));
}

type Kept = { readonly isAcknowledged: boolean; readonly audience: Audience };

async function keep(
  on: Connection,
  { id }: GroupRow,
  state: GroupState | null,
  { isAcknowledged, audience }: Kept,
): Promise<void> {
  if (!state) {
    await rowsOf(on, "DELETE FROM alert_group WHERE id = $1::uuid", [id]);
    return;
  }
  const due = dueAt(state, state.timing, isAcknowledged);
  const { nextAt } = audience;
  await saveGroup(on, id, state, nextAt && nextAt < due ? nextAt : due, audience.state);
}

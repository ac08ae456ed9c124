/** Takes what changed about alerts into their groups, in the transaction in which it changed. */
import { randomBytes } from "node:crypto";
import { uuidV7 } from "@/lib/core/ids";
import { type Change, dueAt, type Group, joined } from "@/lib/notify/grouping";
import type { Labels, Severity } from "@/lib/notify/notice";
import {
  fullLabels,
  groupLabels,
  ownReceiver,
  type Policy,
  type Receiver,
  receiversOf,
  timingOf,
} from "@/lib/notify/policy";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { type GroupRow, groupKey, lockedGroups, type Mark, saveGroup } from "./groups";
import { policyOf } from "./policies";

export type AlertChange = {
  readonly projectId: number;
  readonly alertId: string;
  readonly state: "firing" | "resolved";
  readonly startedAt: Date;
  readonly isFlapping?: boolean;
  readonly labels: Labels;
  readonly severity: Severity;
  readonly mark: Mark;
  /** Of the rule; empty where the project's policy decides. */
  readonly channels: readonly string[];
  readonly escalation: string | null;
};

/** `on` is the transaction: a connection of the pool that began one, or Prisma's. */
export async function joinGroups(
  on: Connection,
  changes: readonly AlertChange[],
  now: Date,
): Promise<void> {
  const projects = [...new Set(changes.map(({ projectId }) => projectId))].sort((a, b) => a - b);
  for (const projectId of projects) {
    const own = changes.filter((change) => change.projectId === projectId);
    await joinProject(on, projectId, own, now);
  }
}

/** A group may end between being found and being locked; the one made in its place is locked by us. */
const ROUNDS = 3;

/** A group that a firing alert belongs to. */
type Place = { readonly key: string; readonly receiver: Receiver; readonly labels: Labels };

async function joinProject(
  on: Connection,
  projectId: number,
  changes: readonly AlertChange[],
  now: Date,
): Promise<void> {
  const { policy } = await policyOf(on, projectId);
  const placesOf = placer(policy, await namesOf(on, changes));
  const places = new Map(
    changes.filter(({ state }) => state === "firing").map((one) => [one, placesOf(one)]),
  );
  const keys = [...new Set([...places.values()].flatMap((those) => those.map(({ key }) => key)))];
  const lock = () =>
    lockedGroups(
      on,
      `project_id = $1::int AND (key = ANY($2::text[]) OR EXISTS (
         SELECT 1 FROM jsonb_array_elements(state->'members') AS m
         WHERE m->>'fingerprint' = ANY($3::text[])))`,
      [projectId, keys, changes.map(({ alertId }) => alertId)],
    );
  const isWhole = (found: readonly GroupRow[]) =>
    keys.every((wanted) => found.some(({ key }) => key === wanted));
  let groups: GroupRow[] = [];
  for (let round = 0; round < ROUNDS && (round === 0 || !isWhole(groups)); round++) {
    await makeGroups(on, projectId, changes, places, policy, now);
    groups = await lock();
  }
  if (!isWhole(groups)) throw new Error("A group went away while alerts joined it");
  for (const group of groups) await joinGroup(on, group, changes, places, now);
}

async function namesOf(
  on: Connection,
  changes: readonly AlertChange[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ id: string; name: string }>(
    on,
    "SELECT id::text, name FROM alert WHERE id = ANY($1::uuid[])",
    [changes.map(({ alertId }) => alertId)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function placer(
  policy: Policy,
  names: ReadonlyMap<string, string>,
): (change: AlertChange) => Place[] {
  const routed = receiversOf(policy);
  return ({ alertId, labels: own, mark, channels, escalation, severity }) => {
    const labels = fullLabels({ name: names.get(alertId) ?? "", severity, labels: own });
    const named = ownReceiver(escalation, channels);
    const common = groupLabels(policy, labels);
    const receivers = named ? [named] : routed(labels);
    return receivers.map((receiver) => ({
      key: groupKey(receiver, mark, common),
      receiver,
      labels: common,
    }));
  };
}

/** Empty ones for those that are not there yet, so that there is a row to lock. */
async function makeGroups(
  on: Connection,
  projectId: number,
  changes: readonly AlertChange[],
  places: ReadonlyMap<AlertChange, readonly Place[]>,
  policy: Policy,
  now: Date,
): Promise<void> {
  const wanted = new Map<string, { place: Place; change: Change }>();
  for (const change of changes) {
    for (const place of places.get(change) ?? []) {
      const known = wanted.get(place.key);
      const first = known && known.change.startedAt <= change.startedAt ? known.change : null;
      wanted.set(place.key, { place, change: first ?? changeOf(change) });
    }
  }
  const timing = timingOf(policy);
  const ordered = [...wanted.values()].sort((a, b) => (a.place.key < b.place.key ? -1 : 1));
  for (const { place, change } of ordered) {
    const group = joined(null, change, now, timing);
    if (!group) continue;
    const state = { ...group, members: [], timing, acknowledged: {} };
    await rowsOf(
      on,
      `INSERT INTO alert_group (id, project_id, key, receiver, labels, state, due_at, created_at)
       VALUES ($1::uuid, $2::int, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7::timestamptz, $8::timestamptz)
       ON CONFLICT (project_id, key) DO NOTHING`,
      [
        uuidV7(now.getTime(), randomBytes(10)),
        projectId,
        place.key,
        JSON.stringify(place.receiver),
        JSON.stringify(place.labels),
        JSON.stringify(state),
        group.nextAt,
        now,
      ],
    );
  }
}

const changeOf = ({ alertId, state, startedAt, isFlapping = false }: AlertChange): Change => ({
  fingerprint: alertId,
  state,
  startedAt,
  isFlapping,
});

async function joinGroup(
  on: Connection,
  { id, key, state, dueAt: before }: GroupRow,
  changes: readonly AlertChange[],
  places: ReadonlyMap<AlertChange, readonly Place[]>,
  now: Date,
): Promise<void> {
  const isMember = ({ alertId }: AlertChange) =>
    state.members.some(({ fingerprint }) => fingerprint === alertId);
  // An end goes wherever the beginning went, even if the rule names others by now.
  const meant = changes.filter(
    (change) => isMember(change) || places.get(change)?.some((place) => place.key === key),
  );
  if (meant.length === 0) return;
  const after = meant.reduce<Group>(
    (group, change) => joined(group, changeOf(change), now, state.timing) ?? group,
    state,
  );
  // What was due already stays due: an escalation's next step, the end of a silence.
  const due = dueAt(after, state.timing, false);
  await saveGroup(on, id, { ...state, ...after }, before < due ? before : due);
}

/** What is known of these alerts, or of all of a project, is judged anew at once: after an acknowledgement, a silence, a change of policy. */
export async function wakeGroups(
  on: Connection,
  projectId: number,
  now: Date,
  alertIds: readonly string[] | null = null,
): Promise<void> {
  await rowsOf(
    on,
    `UPDATE alert_group SET due_at = least(due_at, $2::timestamptz)
     WHERE id IN (SELECT id FROM alert_group
       WHERE project_id = $1::int AND ($3::text[] IS NULL OR EXISTS (
         SELECT 1 FROM jsonb_array_elements(state->'members') AS m
         WHERE m->>'fingerprint' = ANY($3::text[])))
       ORDER BY key FOR UPDATE)`,
    [projectId, now, alertIds],
  );
}

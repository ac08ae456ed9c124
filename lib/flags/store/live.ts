/** The flags of each project in this process's memory, never more than half a second behind the database. */
import type { VersionedFlag } from "@/lib/flags/evaluation";
import type { Live, Moving } from "@/lib/flags/ofrep";
import type { Flag, Segment } from "@/lib/flags/schema";
import { log } from "@/lib/platform/log";
import { pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { type Heard, meetDrills } from "./drills";
import { followPins, forgetPins, openPins, pinHooks, pins } from "./pins";

/** A change is to be seen everywhere within a second. */
const POLL_MS = 400;
/** Flags that nobody asked for this long are forgotten. */
const FORGET_MS = 10 * 60_000;
/** The row of what concerns every environment. */
export const EVERYWHERE = "*";

type Held = {
  readonly flags: ReadonlyMap<string, VersionedFlag>;
  readonly segments: ReadonlyMap<string, Segment>;
  /** By environment, then by flag. */
  readonly rollouts: ReadonlyMap<string, ReadonlyMap<string, Moving>>;
  readonly revisions: ReadonlyMap<string, number>;
  readonly arePinned: boolean;
  /** One a environment, so that what is evaluated is made once. */
  readonly made: Map<string, Live>;
};
type Listener = {
  readonly projectId: number;
  readonly environment: string;
  readonly tell: (revision: number) => void;
};
type Book = {
  readonly projects: Map<number, { held: Held; usedAt: number }>;
  readonly loading: Map<number, Promise<Held>>;
  readonly listeners: Set<Listener>;
  timer: NodeJS.Timeout | undefined;
};

const book = () =>
  shared<Book>("live-flags", () => ({
    projects: new Map(),
    loading: new Map(),
    listeners: new Set(),
    timer: undefined,
  }));

/** From memory, but for the first time. */
export async function liveFlags(project: Whose, environment: string): Promise<Live> {
  const known = book().projects.get(project.id);
  if (known) known.usedAt = Date.now();
  return liveOf(known?.held ?? (await load(project.id)), project, environment);
}
type Whose = { readonly id: number; readonly slug: string };

function liveOf(held: Held, { id, slug }: Whose, environment: string): Live {
  const known = held.made.get(environment);
  if (known) return known;
  const { flags, segments, rollouts } = held;
  const live = {
    snapshot: { environment, flags, segments },
    revision: revisionOf(held.revisions, environment),
    flagSetId: `${slug}/${environment}`,
    rollouts: rollouts.get(environment) ?? new Map<string, Moving>(),
    ...(held.arePinned && { pins: pinHooks(pins(), id, environment) }),
  };
  held.made.set(environment, live);
  return live;
}

const revisionOf = (revisions: ReadonlyMap<string, number>, environment: string): number =>
  (revisions.get(EVERYWHERE) ?? 0) + (revisions.get(environment) ?? 0);

/** Called when the flags of an environment have changed, until the answer of this is. */
export function onFlagChange(listener: Listener): () => void {
  book().listeners.add(listener);
  keepPolling();
  return () => book().listeners.delete(listener);
}

/** Looks at once: a change made in this process need not wait, nor whoever was told of one elsewhere. */
export async function refreshFlags(projectId: number): Promise<void> {
  // One that is under way may have begun before the change.
  await book()
    .loading.get(projectId)
    ?.catch(() => undefined);
  const before = book().projects.get(projectId)?.held;
  const after = await load(projectId);
  const loadedAt = performance.now();
  if (!before) return;
  const told = announce(projectId, before, after);
  await meetDrills({
    ...{ projectId, loadedAt, told },
    revisionOf: (environment) => revisionOf(after.revisions, environment),
    offVariantOf: (flag) => after.flags.get(flag)?.flag.offVariant ?? null,
  });
}

/** One load at a time for each project; the revision is read before the flags, so it is never too new. */
function load(projectId: number): Promise<Held> {
  const { loading, projects } = book();
  const under = loading.get(projectId);
  if (under) return under;
  const work = read(projectId)
    .then(async (held) => {
      if (held.arePinned) await openPins(pins(), projectId);
      projects.set(projectId, { held, usedAt: Date.now() });
      keepPolling();
      return held;
    })
    .finally(() => loading.delete(projectId));
  loading.set(projectId, work);
  return work;
}

type FlagRow = { readonly version: number; readonly spec: Flag };
type StateRow = { readonly environment: string; readonly revision: number };

/** What is kept was judged by its schema when it was written. */
async function read(projectId: number): Promise<Held> {
  const states = await pool().query<StateRow>(
    "SELECT environment, revision FROM environment_state WHERE project_id = $1",
    [projectId],
  );
  const flags = await pool().query<FlagRow>(
    `SELECT flag.version, flag_version.spec FROM flag
     JOIN flag_version ON flag_version.flag_id = flag.id AND flag_version.version = flag.version
     WHERE flag.project_id = $1 AND flag.archived_at IS NULL`,
    [projectId],
  );
  const segments = await pool().query<{ readonly spec: Segment }>(
    "SELECT spec FROM segment WHERE project_id = $1",
    [projectId],
  );
  const moving = await pool().query<MovingRow>(
    `SELECT key AS "rolloutId", flag, environment, (state->>'stage')::int4 + 1 AS stage
     FROM rollout WHERE project_id = $1 AND phase = 'RUNNING'`,
    [projectId],
  );
  return {
    rollouts: byEnvironment(moving.rows),
    flags: new Map(flags.rows.map(({ spec, version }) => [spec.key, { flag: spec, version }])),
    segments: new Map(segments.rows.map(({ spec }) => [spec.key, spec])),
    revisions: new Map(states.rows.map((row) => [row.environment, row.revision])),
    arePinned: flags.rows.some(({ spec }) => spec.pinForMs !== undefined),
    made: new Map(),
  };
}

type MovingRow = Moving & { readonly flag: string; readonly environment: string };

function byEnvironment(rows: readonly MovingRow[]): Map<string, Map<string, Moving>> {
  const all = new Map<string, Map<string, Moving>>();
  for (const { environment, flag, rolloutId, stage } of rows) {
    const known = all.get(environment) ?? new Map<string, Moving>();
    all.set(environment, known.set(flag, { rolloutId, stage }));
  }
  return all;
}

function keepPolling(): void {
  const held = book();
  held.timer ??= setTimeout(() => void poll(), POLL_MS).unref();
}

/** While the database is away everybody gets what was true last. */
async function poll(): Promise<void> {
  const held = book();
  try {
    forgetUnused(held, Date.now());
    for (const projectId of await changedIn([...held.projects.keys()]))
      await refreshFlags(projectId);
    await followPins(pins());
  } catch (error) {
    log.debug("the flags could not be compared with the database; it is tried again", { error });
  }
  held.timer = undefined;
  if (held.projects.size > 0 || held.listeners.size > 0) keepPolling();
}

function forgetUnused({ projects, listeners }: Book, now: number): void {
  const heard = new Set([...listeners].map(({ projectId }) => projectId));
  for (const [projectId, { usedAt }] of projects)
    if (now - usedAt > FORGET_MS && !heard.has(projectId)) {
      projects.delete(projectId);
      forgetPins(pins(), projectId);
    }
}

/** Whose revisions are not those in memory. */
async function changedIn(projectIds: readonly number[]): Promise<number[]> {
  if (projectIds.length === 0) return [];
  const { rows } = await pool().query<StateRow & { readonly project_id: number }>(
    "SELECT project_id, environment, revision FROM environment_state WHERE project_id = ANY($1)",
    [projectIds],
  );
  const changed = rows.filter(
    ({ project_id: id, environment, revision }) =>
      book().projects.get(id)?.held.revisions.get(environment) !== revision,
  );
  return [...new Set(changed.map(({ project_id: id }) => id))];
}

/** The streams that were told, by environment. */
function announce(projectId: number, before: Held, after: Held): Heard["told"] {
  const told = new Map<string, { streams: number; at: number }>();
  for (const { projectId: id, environment, tell } of book().listeners) {
    if (id !== projectId) continue;
    const revision = revisionOf(after.revisions, environment);
    if (revision === revisionOf(before.revisions, environment)) continue;
    tell(revision);
    const streams = (told.get(environment)?.streams ?? 0) + 1;
    told.set(environment, { streams, at: performance.now() });
  }
  return told;
}

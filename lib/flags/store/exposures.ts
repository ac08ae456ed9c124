/** Counts what was given out and who asked, in memory, and adds it to the database every few seconds: no SQL on the way of an answer. */
import { HOUR } from "@/lib/core/time";
import type { Reply } from "@/lib/flags/ofrep";
import type { Actor } from "@/lib/platform/actor";
import { log } from "@/lib/platform/log";
import { pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";

const FLUSH_MS = 3_000;
/** Of different flags, environments and variants: beyond this the rest waits for the next flush. */
const MOST_HELD = 20_000;

/** Stands for all flags at once. */
const ALL = "*";

type Asking = { n: number; lastAt: number; readonly name: string };
type Held = {
  readonly counts: Map<string, number>;
  readonly askers: Map<string, Asking>;
  /** When each was given last, by this process's clock: what a switch-off is measured by. */
  readonly lastAt: Map<string, number>;
  timer: NodeJS.Timeout | undefined;
};
const book = () =>
  shared<Held>("flag-exposures", () => ({
    ...{ counts: new Map(), askers: new Map(), lastAt: new Map(), timer: undefined },
  }));
/** Longer than a press is watched. */
const LAST_KEPT_MS = 180_000;

type Item = { readonly key?: string; readonly variant?: string };

/** One answer, of one flag or of all of them. */
export function noteExposures(
  projectId: number,
  environment: string,
  { status, body }: Reply,
): void {
  if (status !== 200 || body === null) return;
  const items = "flags" in body ? (body.flags as Item[]) : [body as Item];
  const hour = Math.floor(Date.now() / HOUR) * HOUR;
  const { counts, lastAt } = book();
  const now = performance.now();
  for (const { key, variant } of items) {
    if (key === undefined || variant === undefined) continue;
    const at = JSON.stringify([projectId, environment, key, variant, hour]);
    const known = counts.get(at);
    if (known === undefined && counts.size >= MOST_HELD) continue;
    counts.set(at, (known ?? 0) + 1);
    lastAt.set(at, now);
  }
  const held = book();
  held.timer ??= setTimeout(() => void flushExposures(), FLUSH_MS).unref();
}

type Asked = {
  readonly projectId: number;
  readonly environment: string;
  readonly actor: Pick<Actor, "kind" | "id" | "name">;
  /** Null: all of them, which says of none that code uses it. */
  readonly key: string | null;
};

/** Also where nothing had changed since last time: the program is there, and asks. */
export function noteAsker({ projectId, environment, actor, key }: Asked, status: number): void {
  if (status !== 200 && status !== 304) return;
  const isKey = actor.kind === "key";
  const who = isKey ? actor.id : "people";
  const at = JSON.stringify([projectId, environment, key ?? ALL, who]);
  const held = book();
  const known = held.askers.get(at);
  if (known === undefined && held.askers.size >= MOST_HELD) return;
  const name = isKey ? actor.name : "people";
  held.askers.set(at, { name, n: (known?.n ?? 0) + 1, lastAt: Date.now() });
  held.timer ??= setTimeout(() => void flushExposures(), FLUSH_MS).unref();
}

type Where = [project: number, environment: string, flag: string, variant: string, hour: number];

/** When another variant was given last, by `performance.now`; null: not of late. */
export function lastGivenOf(
  projectId: number,
  environment: string,
  flag: string,
  variant: string,
): number | null {
  const about = JSON.stringify([projectId, environment, flag]).slice(0, -1);
  let last: number | null = null;
  for (const [key, at] of book().lastAt) {
    if (!key.startsWith(`${about},`) || key.startsWith(`${about},${JSON.stringify(variant)},`))
      continue;
    last = Math.max(last ?? at, at);
  }
  return last;
}

/** What could not be written is added to what comes next. */
export async function flushExposures(): Promise<void> {
  const held = book();
  const [counts, askers] = [[...held.counts], [...held.askers]];
  held.counts.clear();
  held.askers.clear();
  held.timer = undefined;
  forgetOld(held.lastAt);
  try {
    if (counts.length > 0) await writeCounts(counts);
  } catch (error) {
    log.debug("exposures could not be written; they are tried again", { error });
    for (const [at, n] of counts) held.counts.set(at, (held.counts.get(at) ?? 0) + n);
  }
  try {
    if (askers.length > 0) await writeAskers(askers);
  } catch (error) {
    log.debug("who asks for flags could not be written; it is tried again", { error });
    for (const [at, { n, ...rest }] of askers)
      held.askers.set(at, { ...rest, n: n + (held.askers.get(at)?.n ?? 0) });
  }
}

function forgetOld(lastAt: Held["lastAt"]): void {
  const old = performance.now() - LAST_KEPT_MS;
  for (const [at, given] of lastAt) if (given < old) lastAt.delete(at);
}

async function writeCounts(taken: readonly (readonly [string, number])[]): Promise<void> {
  const rows = taken.map(([at, n]) => ({ where: JSON.parse(at) as Where, n }));
  const column = (i: 0 | 1 | 2 | 3 | 4) => rows.map(({ where }) => where[i]);
  await pool().query(
    `INSERT INTO flag_exposure AS known (project_id, environment, flag, variant, hour, n)
     SELECT project_id, environment, flag, variant, to_timestamp(hour / 1000), n
     FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::int4[])
       AS t (project_id, environment, flag, variant, hour, n)
     WHERE EXISTS (SELECT 1 FROM project AS p WHERE p.id = t.project_id)
     ORDER BY 1, 2, 3, 4, 5
     ON CONFLICT (project_id, flag, environment, variant, hour) DO UPDATE SET n = known.n + excluded.n`,
    [column(0), column(1), column(2), column(3), column(4), rows.map(({ n }) => n)],
  );
}

type Whose = [project: number, environment: string, flag: string, asker: string];

async function writeAskers(taken: readonly (readonly [string, Asking])[]): Promise<void> {
  const rows = taken.map(([at, asking]) => ({ whose: JSON.parse(at) as Whose, ...asking }));
  const column = (i: 0 | 1 | 2 | 3) => rows.map(({ whose }) => whose[i]);
  const [names, lasts, counts] = [
    rows.map(({ name }) => name),
    rows.map(({ lastAt }) => lastAt),
    rows.map(({ n }) => n),
  ];
  await pool().query(
    `INSERT INTO flag_asker AS known
       (project_id, environment, flag, asker_id, asker_name, n, since_at, last_at)
     SELECT project_id, environment, flag, asker, name, n,
       to_timestamp(last / 1000), to_timestamp(last / 1000)
     FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::int4[])
       AS t (project_id, environment, flag, asker, name, last, n)
     WHERE EXISTS (SELECT 1 FROM project AS p WHERE p.id = t.project_id)
     ORDER BY 1, 2, 3, 4
     ON CONFLICT (project_id, flag, environment, asker_id) DO UPDATE
       SET n = known.n + excluded.n, asker_name = excluded.asker_name,
         last_at = greatest(known.last_at, excluded.last_at)`,
    [column(0), column(1), column(2), column(3), names, lasts, counts],
  );
}

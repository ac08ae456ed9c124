/** Reads of flags. */
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { type Explanation, explain } from "./explanation";
import type { Live } from "./ofrep";
import {
  evaluationAskSchema,
  type Flag,
  type FlagFile,
  type FlagRow,
  type FlagsView,
  type FlagView,
  flagAskSchema,
  flagListAskSchema,
  flagTrySchema,
  type Segment,
} from "./schema";
import { serveText } from "./serve-text";
import { staleOf } from "./stale";
import { flagIn } from "./store/keep";
import { liveFlags, refreshFlags } from "./store/live";

/** What a door evaluates for whoever may: from memory. */
export const openFlags = query({
  may: "flags:evaluate",
  input: evaluationAskSchema,
  run: ({ project }, { env }): Promise<Live> => liveFlags(project, env),
});

/** All of them, in the words of a file that `importFlags` takes. */
export const exportFlags = query({
  may: "flags:read",
  input: flagListAskSchema,
  run: async ({ db, project }): Promise<FlagFile> => {
    const order = { orderBy: { key: "asc" } } as const;
    const flags = await db.flag.findMany({
      where: { projectId: project.id, archivedAt: null },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
      ...order,
    });
    const segments = await db.segment.findMany({ where: { projectId: project.id }, ...order });
    return {
      segments: segments.map(({ spec }) => spec as Segment),
      flags: flags.flatMap(({ versions }) => versions.map(({ spec }) => spec as Flag)),
    };
  },
});

const WEEK_MS = 7 * DAY;

type Given = {
  readonly flag: string;
  readonly environment: string;
  readonly variant: string;
  /** Within a week. */
  readonly n: number;
  readonly lastAt: Date;
};

const readGiven = ({ pool, project, now }: ProjectCtx, key: string | null): Promise<Given[]> =>
  rowsOf(
    pool,
    `SELECT flag, environment, variant, max(hour)::timestamptz AS "lastAt",
       coalesce(sum(n) FILTER (WHERE hour >= $2::timestamptz), 0)::float8 AS n
     FROM flag_exposure WHERE project_id = $1::int4 AND ($3::text IS NULL OR flag = $3::text)
     GROUP BY 1, 2, 3 ORDER BY 2, 5 DESC`,
    [project.id, new Date(now.getTime() - WEEK_MS), key],
  );

const askedAt = (given: readonly Given[]): number | null =>
  given.length === 0 ? null : Math.max(...given.map(({ lastAt }) => lastAt.getTime()));

/** Every flag with how it stands, and which have done their work. */
export const readFlags = query({
  may: "flags:read",
  input: flagListAskSchema,
  run: async (ctx): Promise<FlagsView> => {
    const { db, project, now } = ctx;
    const rows = await db.flag.findMany({
      where: { projectId: project.id, archivedAt: null },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
      orderBy: { key: "asc" },
    });
    const given = await readGiven(ctx, null);
    const flags = rows.flatMap(({ versions: [last], ...row }): FlagRow[] => {
      const own = given.filter(({ flag }) => flag === row.key);
      return last ? [rowOf({ ...row, flag: last.spec as Flag }, own, now.getTime())] : [];
    });
    return { flags };
  },
});

type Known = {
  readonly flag: Flag;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const rowOf = ({ flag, version, ...at }: Known, given: readonly Given[], now: number): FlagRow => ({
  ...{ key: flag.key, description: flag.description, kind: flag.kind, unit: flag.unit, version },
  changedAt: at.updatedAt.toISOString(),
  environments: Object.entries(flag.environments).map(([name, { isEnabled, serve, rules }]) => ({
    ...{ name, isEnabled },
    serves: `${serveText(serve)}${rules.length > 0 ? `, after ${rules.length} ${rules.length === 1 ? "rule" : "rules"}` : ""}`,
  })),
  given: given.reduce((sum, { n }) => sum + n, 0),
  stale: staleOf({
    ...{ now, environments: flag.environments, askedAt: askedAt(given) },
    ...{ createdAt: at.createdAt.getTime(), changedAt: at.updatedAt.getTime() },
  }),
});

/** Who gets what and why: the evaluation of the wire, told step by step. */
export const tryFlag = query({
  may: "flags:read",
  input: flagTrySchema,
  run: async ({ project }, { key, environment, context }): Promise<Explanation> => {
    let live = await liveFlags(project, environment);
    if (!live.snapshot.flags.has(key)) {
      // Made a moment ago by another process, perhaps.
      await refreshFlags(project.id);
      live = await liveFlags(project, environment);
    }
    if (!live.snapshot.flags.has(key))
      throw new Fault("not-found", "There is no such flag", { field: "key" });
    return explain(live.snapshot, key, context);
  },
});

export const readFlag = query({
  may: "flags:read",
  input: flagAskSchema,
  run: async (ctx, { key }): Promise<FlagView> => {
    const { db, project, now } = ctx;
    const found = await flagIn(db, project.id, key);
    if (!found) throw new Fault("not-found", "There is no such flag", { field: "key" });
    const versions = await db.flagVersion.findMany({
      where: { flagId: found.id },
      orderBy: { version: "desc" },
      take: 200,
      omit: { spec: true },
    });
    const given = await readGiven(ctx, key);
    const { createdAt, updatedAt } = await db.flag.findUniqueOrThrow({ where: { id: found.id } });
    const { stale } = rowOf({ ...found, createdAt, updatedAt }, given, now.getTime());
    return {
      flag: found.flag,
      version: found.version,
      stale,
      given: given.map(({ environment, variant, n }) => ({ environment, variant, n })),
      versions: versions.map(({ version, at, byName, reason }) => ({
        ...{ version, at: at.toISOString(), by: byName, reason },
      })),
    };
  },
});

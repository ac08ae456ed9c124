/** Reads of flags. */

import { Fault } from "@/lib/core/fault";
import { query } from "@/lib/platform/operation";
import type { Flag as FlagModel } from "@/prisma/client/client";
import { diffFlags } from "./diff";
import type { DrillView } from "./drill";
import { type Explanation, explain } from "./explanation";
import { type Hold, refuseHeld } from "./holds";
import type { Live } from "./ofrep";
import {
  evaluationAskSchema,
  type Flag,
  type FlagFile,
  flagAskSchema,
  flagListAskSchema,
  flagPreviewSchema,
  flagTrySchema,
  type Segment,
} from "./schema";
import { serveText } from "./serve-text";
import { settle } from "./settle";
import { staleOf } from "./stale";
import { holdsOf, readHolds, readNamed, refuseLoose } from "./store/holds";
import { flagIn, refuseStale } from "./store/keep";
import { liveFlags, refreshFlags } from "./store/live";
import { readPresses } from "./store/press";
import { type Given, readAskers, readGiven, readPins } from "./store/read";
import { environmentNames } from "./try-out";
import type { FlagRow, FlagsView, FlagView, Graduation, PreviewView } from "./views";

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

const askedAt = (given: readonly Given[]): number | null =>
  given.length === 0 ? null : Math.max(...given.map(({ lastAt }) => lastAt.getTime()));

/** Every flag with how it stands, and which have done their work. */
export const readFlags = query({
  may: "flags:read",
  input: flagListAskSchema,
  run: async (ctx): Promise<FlagsView> => {
    const { db, project } = ctx;
    const rows = await db.flag.findMany({
      where: { projectId: project.id },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
      orderBy: { key: "asc" },
    });
    const given = await readGiven(ctx, null);
    const held = await readHolds(ctx);
    const all = rows.flatMap(({ versions: [last], ...row }) =>
      last ? [{ ...row, flag: last.spec as Flag }] : [],
    );
    const ways = { now: ctx.now.getTime(), given, held };
    return {
      flags: all.filter(({ archivedAt }) => archivedAt === null).map((row) => rowOf(row, ways)),
      archived: all.flatMap((row) => {
        const archived = archivedOf(row);
        const { key, description } = row.flag;
        return archived ? [{ ...archived, key, description, keep: row.keptVariant }] : [];
      }),
    };
  },
});

type Known = Omit<FlagModel, "projectId" | "id" | "key"> & { readonly flag: Flag };
type Life = Omit<Known, "flag">;
type Ways = {
  readonly now: number;
  readonly given: readonly Given[];
  readonly held: ReadonlyMap<string, readonly Hold[]>;
};

function rowOf(row: Known, { now, given, held }: Ways): FlagRow {
  const { flag, version, createdAt, updatedAt } = row;
  const { key, description, kind, unit, offVariant, environments } = flag;
  const own = given.filter((one) => one.flag === key);
  return {
    ...{ key, description, kind, unit, version, variants: Object.keys(flag.variants) },
    changedAt: updatedAt.toISOString(),
    environments: environmentNames(flag).flatMap((name) => {
      const here = environments[name];
      if (!here) return [];
      const { isEnabled, serve, rules } = here;
      return [{ name, isEnabled, serves: `${serveText(serve)}${afterRules(rules.length)}` }];
    }),
    given: own.reduce((sum, { n }) => sum + n, 0),
    graduation: graduationOf(row),
    stale: staleOf({
      ...{ now, environments, offVariant, askedAt: askedAt(own), isMoved: held.has(key) },
      ...{ createdAt: createdAt.getTime(), changedAt: updatedAt.getTime() },
    }),
  };
}

const afterRules = (n: number): string =>
  n === 0 ? "" : `, after ${n} ${n === 1 ? "rule" : "rules"}`;

const graduationOf = ({ graduatedAt, graduatedByName, keptVariant }: Life): Graduation | null =>
  graduatedAt && keptVariant !== null
    ? { at: graduatedAt.toISOString(), by: graduatedByName ?? "", keep: keptVariant }
    : null;

const archivedOf = ({ archivedAt, archivedByName, archiveReason }: Life) =>
  archivedAt && {
    ...{ at: archivedAt.toISOString(), by: archivedByName ?? "", reason: archiveReason ?? "" },
  };

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
    return explain(live.snapshot, key, context, live.pins?.look);
  },
});

/** What a change would do to whom, judged as the change itself would be. */
export const previewFlag = query({
  may: "flags:write",
  input: flagPreviewSchema,
  run: async (ctx, { flag: draft, was }): Promise<PreviewView> => {
    const found = await flagIn(ctx.db, ctx.project.id, draft.key);
    refuseStale(draft.key, found, was);
    await refuseLoose(ctx, [draft], (path) => `flag.${path}`);
    const flag = settle(draft, found?.flag ?? null);
    if (!found) return { was: null, changes: [] };
    refuseHeld(found.flag, flag, await holdsOf(ctx, draft.key));
    return { was: found.version, changes: diffFlags(found.flag, flag) };
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
    const row = await db.flag.findUniqueOrThrow({ where: { id: found.id } });
    const [given, held] = [await readGiven(ctx, key), await readHolds(ctx, key)];
    const pins = found.flag.pinForMs === undefined ? [] : await readPins(ctx, key);
    const known = rowOf({ ...row, flag: found.flag }, { now: now.getTime(), given, held });
    const needed = (await readNamed(ctx)).filter(
      ({ kind, name }) => kind === "flag" && name === key,
    );
    const archived = archivedOf(row);
    return {
      ...{ flag: found.flag, version: found.version, archived, graduation: known.graduation },
      ...{ stale: archived ? null : known.stale, pins },
      given: given.map(({ environment, variant, n }) => ({ environment, variant, n })),
      versions: versions.map(({ version, at, byName, reason }) => ({
        ...{ version, at: at.toISOString(), by: byName, reason },
      })),
      holds: held.get(key) ?? [],
      neededBy: needed.map(({ by: flag, environment }) => ({ flag, environment })),
      askers: await readAskers(ctx, key),
    };
  },
});

/** Presses of its kill switch, drills and in earnest, and how fast they were felt. */
export const readDrills = query({
  may: "flags:read",
  input: flagAskSchema,
  run: async (ctx, { key }): Promise<{ readonly drills: readonly DrillView[] }> => {
    if (!(await flagIn(ctx.db, ctx.project.id, key)))
      throw new Fault("not-found", "There is no such flag", { field: "key" });
    return { drills: await readPresses(ctx, key) };
  },
});

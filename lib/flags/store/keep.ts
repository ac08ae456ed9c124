/** Writes flags and segments: a new version for each change, and the revisions that tell everybody. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { sameJson } from "@/lib/core/same";
import { type Hold, refuseHeld } from "@/lib/flags/holds";
import { type Drop, dropsBetween } from "@/lib/flags/pin-book";
import type { Flag, FlagDraft, Segment } from "@/lib/flags/schema";
import { settle } from "@/lib/flags/settle";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import type { Prisma } from "@/prisma/client/client";
import { EVERYWHERE } from "./live";

export type WriteCtx = ProjectCtx & { readonly db: Transaction };
export type Kept = {
  readonly flag: Flag;
  readonly before: Flag | null;
  readonly version: number;
  readonly what: "created" | "changed" | "same";
};

type Found = {
  readonly id: string;
  readonly version: number;
  readonly isArchived: boolean;
  readonly flag: Flag;
};

/** The newest version, archived or not. */
export async function flagIn(
  db: ProjectCtx["db"],
  projectId: number,
  key: string,
): Promise<Found | null> {
  const row = await db.flag.findUnique({ where: { projectId_key: { projectId, key } } });
  if (!row) return null;
  const { id, version, archivedAt } = row;
  const where = { flagId_version: { flagId: id, version } };
  const { spec } = await db.flagVersion.findUniqueOrThrow({ where });
  return { id, version, isArchived: archivedAt !== null, flag: spec as Flag };
}

/** For whoever must not be told that somebody else was quicker: the next who changes it waits. */
export async function lockFlag(tx: Transaction, projectId: number, key: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM flag WHERE project_id = ${projectId}::int4 AND key = ${key} FOR UPDATE`;
}

type How = {
  /** The version somebody read; undefined where they did not care. */
  readonly was?: number | null;
  readonly reason?: string | null;
  /** What rollouts keep from being changed; a rollout itself, and the kill switch, may. */
  readonly holds?: readonly Hold[];
  /** Who keeps these keeps them no longer. */
  readonly drops?: readonly Drop[];
};

export async function keepFlag(
  ctx: WriteCtx,
  draft: FlagDraft,
  { was, reason = null, holds = [], drops = [] }: How,
): Promise<Kept> {
  const found = await flagIn(ctx.db, ctx.project.id, draft.key);
  if (was !== undefined) refuseStale(draft.key, found, was);
  if (!found) {
    refuseReserved(draft.key, "flag.key");
    const flag = settle(draft, null);
    const version = await addVersion(ctx, flag, null, reason);
    await bump(ctx, EVERYWHERE);
    return { flag, before: null, version, what: "created" };
  }
  const flag = settle(draft, found.flag);
  refuseHeld(found.flag, flag, holds);
  return change(ctx, found, flag, { reason, drops });
}

/** The page that makes one lives at this name. */
function refuseReserved(key: string, field: string): void {
  if (key === "new")
    throw new Fault("invalid", `${field}: “new” is a page of the console, take another`, { field });
}

/** One that was archived comes back as a new version, whatever it says. */
async function change(
  ctx: WriteCtx,
  found: Found,
  flag: Flag,
  { reason, drops }: Required<Pick<How, "reason" | "drops">>,
): Promise<Kept> {
  const { flag: before, isArchived } = found;
  const dropped = [...dropsBetween(before, flag), ...(flag.pinForMs === undefined ? [] : drops)];
  if (!isArchived && dropped.length === 0 && sameJson(before, flag))
    return { flag, before, version: found.version, what: "same" };
  const version = await addVersion(ctx, flag, found, reason);
  await keepDrops(ctx, flag.key, version, dropped);
  const environments = touched(isArchived ? null : before, flag);
  for (const environment of withDropped(environments, dropped)) await bump(ctx, environment);
  return { flag, before, version, what: "changed" };
}

const withDropped = (environments: readonly string[], dropped: readonly Drop[]): string[] =>
  environments.includes(EVERYWHERE)
    ? [EVERYWHERE]
    : [...new Set([...environments, ...dropped.map(({ environment }) => environment)])];

async function keepDrops(
  { db, project }: WriteCtx,
  flag: string,
  version: number,
  dropped: readonly Drop[],
): Promise<void> {
  for (const { environment, variant } of dropped) {
    const at = { projectId: project.id, environment, flag, variant };
    await db.flagPinDrop.upsert({
      where: { projectId_environment_flag_variant: at },
      create: { ...at, version },
      update: { version },
    });
  }
}

type Row = { readonly id: string; readonly version: number };

async function addVersion(
  ctx: WriteCtx,
  flag: Flag,
  row: Row | null,
  reason: string | null,
): Promise<number> {
  const version = (row?.version ?? 0) + 1;
  const flagId = await putFlag(ctx, flag.key, row, version);
  const by = { byId: ctx.actor.id, byName: ctx.actor.name, reason };
  const spec = flag as unknown as Prisma.InputJsonObject;
  await ctx.db.flagVersion.create({ data: { flagId, version, spec, at: ctx.now, ...by } });
  return version;
}

/** Where the change is felt: one environment's rules are its own, everything else is everybody's. */
function touched(before: Flag | null, after: Flag): string[] {
  if (!before) return [EVERYWHERE];
  const { environments: was, ...rest } = before;
  const { environments: is, ...now } = after;
  if (!sameJson(rest, now)) return [EVERYWHERE];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].filter((name) => !sameJson(was[name] ?? null, is[name] ?? null));
}

/** Of two who change one version at once, one does. */
async function putFlag(
  { db, now, project }: WriteCtx,
  key: string,
  row: Row | null,
  version: number,
): Promise<string> {
  if (!row) {
    const times = { createdAt: now, updatedAt: now };
    const data = { id: randomUUID(), projectId: project.id, key, version, ...times };
    const { count } = await db.flag.createMany({ data, skipDuplicates: true });
    if (count === 0) throw stale(key, { version: 1 });
    return data.id;
  }
  const { count } = await db.flag.updateMany({
    where: { id: row.id, version: row.version },
    data: { version, updatedAt: now, ...SERVED },
  });
  if (count === 0) throw stale(key, { version: row.version + 1 });
  return row.id;
}

/** A flag that is changed is of use again. */
export const SERVED = {
  ...{ archivedAt: null, archivedByName: null, archiveReason: null },
  ...{ graduatedAt: null, graduatedByName: null, keptVariant: null },
} as const;

/** Who would overwrite what somebody else has changed is told. */
export function refuseStale(key: string, found: Found | null, was: number | null): void {
  if (was !== (found?.version ?? null)) throw stale(key, found);
}

const stale = (key: string, row: { readonly version: number } | null): Fault =>
  new Fault(
    "conflict",
    row
      ? `Somebody else has changed the flag “${key}”: it is at version ${row.version}. Look at it again, then change it`
      : `There is no flag “${key}” any more`,
    { field: "was" },
  );

type KeptSegment = {
  readonly segment: Segment;
  readonly before: Segment | null;
  readonly revision: number;
  readonly what: Kept["what"];
};

/** `was` is the revision somebody read, undefined where they did not care. */
export async function keepSegment(
  ctx: WriteCtx,
  segment: Segment,
  was?: number | null,
): Promise<KeptSegment> {
  const { db, now, project } = ctx;
  const where = { projectId_key: { projectId: project.id, key: segment.key } };
  const found = await db.segment.findUnique({ where });
  if (was !== undefined && was !== (found?.revision ?? null))
    throw staleSegment(segment.key, found !== null);
  const before = found ? (found.spec as Segment) : null;
  if (found && sameJson(before, segment))
    return { segment, before, revision: found.revision, what: "same" };
  const spec = segment as unknown as Prisma.InputJsonObject;
  const key = { id: randomUUID(), projectId: project.id, key: segment.key };
  const { revision } = await db.segment.upsert({
    where,
    create: { ...key, spec, revision: 1, updatedAt: now },
    update: { spec, revision: { increment: 1 }, updatedAt: now },
  });
  // Of two who change one revision at once, one does.
  if (was !== undefined && revision !== (was ?? 0) + 1) throw staleSegment(segment.key, true);
  await bump(ctx, EVERYWHERE);
  return { segment, before, revision, what: found ? "changed" : "created" };
}

const staleSegment = (key: string, isThere: boolean): Fault =>
  new Fault(
    "conflict",
    isThere
      ? `Somebody else has changed the segment “${key}”. Look at it again, then change it`
      : `There is no segment “${key}” any more`,
    { field: "was" },
  );

/** Everybody asks again. The row is held until the end of the transaction, so that nobody sees the number before the flags. */
export async function bump({ db, now, project }: WriteCtx, environment: string): Promise<void> {
  await db.environmentState.upsert({
    where: { projectId_environment: { projectId: project.id, environment } },
    create: { projectId: project.id, environment, revision: 1, updatedAt: now },
    update: { revision: { increment: 1 }, updatedAt: now },
  });
}

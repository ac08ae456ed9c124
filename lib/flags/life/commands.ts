/** Ends a flag: makes it one variant for everybody until the code is rid of it, archives it, and takes it back. */
import { Fault } from "@/lib/core/fault";
import { constantIn } from "@/lib/flags/constant";
import type { Flag } from "@/lib/flags/schema";
import { holdsOf, plannedOn, readNamed, refuseLoose } from "@/lib/flags/store/holds";
import { bump, flagIn, type Kept, keepFlag, SERVED, type WriteCtx } from "@/lib/flags/store/keep";
import { EVERYWHERE, refreshFlags } from "@/lib/flags/store/live";
import { askFor } from "@/lib/flags/store/second-person";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { flagArchiveSchema, flagGraduateSchema } from "./schema";

const noFlag = () => new Fault("not-found", "There is no such flag", { field: "key" });

async function refresh<T>({ project }: ProjectCtx, output: T): Promise<T> {
  await refreshFlags(project.id);
  return output;
}

/** Served to nobody from here on, or served again as it was; its versions stay either way. */
export const archiveFlag = command({
  may: "flags:write",
  input: flagArchiveSchema,
  secondPerson: {
    action: "flag.archive",
    asks: async (ctx, { key, isArchived }) => {
      const found = await flagIn(ctx.db, ctx.project.id, key);
      return isArchived || !found?.isArchived ? null : askFor(ctx, [found.flag]);
    },
  },
  run: async (ctx, { key, isArchived, reason }) => {
    const found = await flagIn(ctx.db, ctx.project.id, key);
    if (!found) throw noFlag();
    const wasSo = found.isArchived === isArchived;
    if (!wasSo) await (isArchived ? away(ctx, key, reason) : back(ctx, key, found.flag));
    return { key, wasSo };
  },
  afterwards: refresh,
  audit: ({ isArchived, reason }, { key, wasSo }) =>
    wasSo
      ? null
      : {
          action: isArchived ? "flag.archive" : "flag.unarchive",
          ...{ object: { kind: "flag", id: key }, reason },
        },
});

async function away(ctx: WriteCtx, key: string, reason: string): Promise<void> {
  await refuseNeeded(ctx, key);
  const { db, project, now, actor } = ctx;
  await db.flag.updateMany({
    where: { projectId: project.id, key, archivedAt: null },
    data: { archivedAt: now, archivedByName: actor.name, archiveReason: reason },
  });
  await bump(ctx, EVERYWHERE);
}

async function back(ctx: WriteCtx, key: string, flag: Flag): Promise<void> {
  await refuseLoose(ctx, [flag], () => "key");
  const where = { projectId: ctx.project.id, key };
  await ctx.db.flag.updateMany({ where, data: { ...SERVED, updatedAt: ctx.now } });
  await bump(ctx, EVERYWHERE);
}

/** Without it a rollout would move nothing, and a flag that waits for it would be off. */
async function refuseNeeded(ctx: WriteCtx, key: string): Promise<void> {
  const [rollout] = await plannedOn(ctx, key);
  if (rollout !== undefined)
    throw new Fault("conflict", `The rollout “${rollout}” moves this flag: end it first`, {
      ...{ field: "key", rollout },
    });
  const needed = (await readNamed(ctx)).find(({ kind, name }) => kind === "flag" && name === key);
  if (needed)
    throw new Fault(
      "conflict",
      `The flag “${needed.by}” waits for it in ${needed.environment}: take that prerequisite out first`,
      { field: "key", flag: needed.by },
    );
}

type Graduated = { readonly kept: Kept; readonly variant: string | null };

/** One variant for everybody, for good: archived by itself once nobody asks for it any more. */
export const graduateFlag = command({
  may: "flags:write",
  input: flagGraduateSchema,
  run: async (ctx, { key, keep, was, reason }): Promise<Graduated> => {
    const found = await flagIn(ctx.db, ctx.project.id, key);
    if (!found || found.isArchived) throw noFlag();
    const { flag } = found;
    const next = keep === null ? flag : settledOn(flag, keep);
    const holds = await holdsOf(ctx, key);
    const [hold] = holds;
    if (hold && keep !== null)
      throw new Fault("conflict", `The rollout “${hold.rollout}” moves this flag: end it first`, {
        ...{ field: "key", rollout: hold.rollout },
      });
    const said = reason ?? (keep === null ? "Of use again" : `Graduated to ${keep}`);
    const kept = await keepFlag(ctx, next, { was, holds, reason: said });
    const graduated = { graduatedAt: ctx.now, graduatedByName: ctx.actor.name, keptVariant: keep };
    const where = { projectId_key: { projectId: ctx.project.id, key } };
    await ctx.db.flag.update({ where, data: keep === null ? SERVED : graduated });
    return { kept, variant: keep };
  },
  afterwards: async (ctx, { kept: { flag, version }, variant }) => {
    await refreshFlags(ctx.project.id);
    return { key: flag.key, version, keeps: variant };
  },
  audit: ({ reason }, { kept: { flag, version }, variant }) => ({
    action: variant === null ? "flag.keep" : "flag.graduate",
    object: { kind: "flag", id: flag.key },
    after: { version, ...(variant !== null && { keeps: variant }) },
    ...(reason && { reason }),
  }),
});

/** Plainly this variant wherever it is that already; refused where it still depends on who asks. */
function settledOn(flag: Flag, keep: string): Flag {
  if (!Object.hasOwn(flag.variants, keep))
    throw new Fault("invalid", `keep: “${keep}” is no variant of this flag`, { field: "keep" });
  let isGiven = false;
  const environments = Object.entries(flag.environments).map(([name, environment]) => {
    const given = constantIn(environment, flag.offVariant);
    if (given === null)
      throw new Fault("conflict", `In ${name} it still depends on who asks: end that first`, {
        field: `environments.${name}`,
      });
    isGiven ||= given === keep;
    const settled = { ...environment, prerequisites: [], rules: [], serve: { variant: keep } };
    return [name, given === keep ? settled : environment] as const;
  });
  if (!isGiven)
    throw new Fault("conflict", `Nobody gets “${keep}”: change who gets what first`, {
      field: "keep",
    });
  return { ...flag, environments: Object.fromEntries(environments) };
}

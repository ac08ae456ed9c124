/** Writes of flags. */
import { Fault } from "@/lib/core/fault";
import { environmentAsking } from "@/lib/platform/approval";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { diffFlags } from "./diff";
import {
  type Flag,
  flagChangeSchema,
  flagImportSchema,
  flagRestoreSchema,
  flagSwitchSchema,
  type ImportReport,
} from "./schema";
import { flagIn, type Kept, keepFlag, keepSegment } from "./store/keep";
import { refreshFlags } from "./store/live";

/** This process has it at once; the others see the revision. */
async function spread<T>({ project }: ProjectCtx, output: T): Promise<T> {
  await refreshFlags(project.id);
  return output;
}

const auditOf = ({ flag, before, version, what }: Kept, reason: string | undefined) =>
  what === "same"
    ? null
    : ({
        action: what === "created" ? "flag.create" : "flag.change",
        object: { kind: "flag", id: flag.key },
        after: {
          version,
          ...(before && { changes: diffFlags(before, flag) }),
        },
        ...(reason && { reason }),
      } as const);

export const saveFlag = command({
  may: "flags:write",
  input: flagChangeSchema,
  run: (ctx, { flag, was, reason }) => keepFlag(ctx, flag, { was, ...(reason && { reason }) }),
  afterwards: spread,
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

/** An older version becomes the newest; nothing in between is lost. */
export const restoreFlag = command({
  may: "flags:write",
  input: flagRestoreSchema,
  run: async (ctx, { key, version, was, reason }) => {
    const found = await flagIn(ctx.db, ctx.project.id, key);
    const id = { flagId: found?.id ?? "", version };
    const old = found && (await ctx.db.flagVersion.findUnique({ where: { flagId_version: id } }));
    if (!old) throw new Fault("not-found", "There is no such flag, or it has no such version");
    return keepFlag(ctx, old.spec as Flag, { was, reason: reason ?? `As in version ${version}` });
  },
  afterwards: spread,
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

/**
 * On or off in one environment, whatever version it has: who presses this has no time to read. Off never
 * waits for anybody; on again does where the environment asks for a second person.
 */
export const switchFlag = command({
  may: "flags:switch",
  input: flagSwitchSchema,
  secondPerson: {
    action: "flag.switch",
    asks: async ({ db, project }, { key, environment, isEnabled }) => {
      const asking = isEnabled ? await environmentAsking(db, project.id, environment) : null;
      if (asking === null) return null;
      return { environment: asking, says: `Switch the flag ${key} on in ${environment}` };
    },
  },
  run: async (ctx, { key, environment, isEnabled, reason }) => {
    const found = await flagIn(ctx.db, ctx.project.id, key);
    const now = found?.flag.environments[environment];
    if (!found || !now)
      throw new Fault("not-found", "There is no such flag, or it has no such environment", {
        field: "key",
      });
    const environments = { ...found.flag.environments, [environment]: { ...now, isEnabled } };
    return keepFlag(ctx, { ...found.flag, environments }, { reason });
  },
  afterwards: async (ctx, { flag, version, what }) => {
    await spread(ctx, null);
    return { key: flag.key, version, wasSo: what === "same" };
  },
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

/** A file at once, or nothing of it: what is there and not in the file stays. */
export const importFlags = command({
  may: "flags:write",
  input: flagImportSchema,
  run: async (ctx, { flags, segments, reason }): Promise<ImportReport> => {
    refuseTwins([...flags, ...segments.map(({ key }) => ({ key: `segment ${key}` }))]);
    const done: [string, Kept["what"]][] = [];
    for (const segment of segments)
      done.push([`segment ${segment.key}`, await keepSegment(ctx, segment)]);
    for (const flag of flags)
      done.push([flag.key, (await keepFlag(ctx, flag, { reason: reason ?? null })).what]);
    await refuseLoose(
      ctx,
      flags.map(({ key }) => key),
    );
    const having = (what: Kept["what"]) => done.filter(([, was]) => was === what);
    return {
      created: having("created").map(([key]) => key),
      changed: having("changed").map(([key]) => key),
      same: having("same").length,
    };
  },
  afterwards: spread,
  audit: ({ reason }, { created, changed }) =>
    created.length + changed.length === 0
      ? null
      : {
          action: "flag.import",
          object: { kind: "flag", id: "*" },
          after: { created: [...created], changed: [...changed] },
          ...(reason && { reason }),
        },
});

function refuseTwins(all: readonly { readonly key: string }[]): void {
  const seen = new Set<string>();
  for (const { key } of all) {
    if (seen.has(key))
      throw new Fault("invalid", `The file has “${key}” twice`, { field: "flags" });
    seen.add(key);
  }
}

/** A rule of a segment, or a prerequisite, that is nowhere would be no rule at all. */
async function refuseLoose({ db, project }: ProjectCtx, keys: readonly string[]): Promise<void> {
  const segments = await db.segment.findMany({
    where: { projectId: project.id },
    select: { key: true },
  });
  const flags = await db.flag.findMany({
    where: { projectId: project.id, archivedAt: null },
    select: { key: true },
  });
  const known = { segment: keysOf(segments), flag: keysOf(flags) };
  for (const key of keys) {
    const found = await flagIn(db, project.id, key);
    const loose = found && namedIn(found.flag).find(({ kind, name }) => !known[kind].has(name));
    if (loose)
      throw new Fault(
        "invalid",
        `“${key}” names the ${loose.kind} “${loose.name}”, which is nowhere`,
        {
          field: "flags",
        },
      );
  }
}

const keysOf = (rows: readonly { readonly key: string }[]) => new Set(rows.map(({ key }) => key));

type Name = { readonly kind: "segment" | "flag"; readonly name: string };

const namedIn = ({ environments }: Flag): Name[] =>
  Object.values(environments).flatMap(({ prerequisites, rules }) => [
    ...prerequisites.map(({ flag }): Name => ({ kind: "flag", name: flag })),
    ...rules.flatMap(({ when }) =>
      when.flatMap((condition): Name[] =>
        condition.is === "inSegment" ? [{ kind: "segment", name: condition.segment }] : [],
      ),
    ),
  ]);

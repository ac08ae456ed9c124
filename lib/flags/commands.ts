/** Writes of flags. */
import { Fault } from "@/lib/core/fault";
import { environmentAsking } from "@/lib/platform/approval";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { type Hold, withHeld } from "./holds";
import {
  type Flag,
  type FlagDraft,
  flagChangeSchema,
  flagDrillSchema,
  flagImportSchema,
  flagRestoreSchema,
  flagSwitchSchema,
} from "./schema";
import { auditOf } from "./store/audit";
import { holdsOf, readHolds, refuseLoose } from "./store/holds";
import { bump, flagIn, type Kept, keepFlag, keepSegment } from "./store/keep";
import { refreshFlags } from "./store/live";
import { notePress, pressInstant } from "./store/press";
import { askFor, askForSegments } from "./store/second-person";
import { servedIn, switchIn } from "./store/switch";
import type { ImportReport } from "./views";

/** This process has it at once; the others see the revision. */
async function spread<T>({ project }: ProjectCtx, output: T): Promise<T> {
  await refreshFlags(project.id);
  return output;
}

export const saveFlag = command({
  may: "flags:write",
  input: flagChangeSchema,
  secondPerson: { action: "flag.change", asks: (ctx, { flag }) => askFor(ctx, [flag]) },
  run: async (ctx, { flag, was, reason }) => {
    await refuseLoose(ctx, [flag], (path) => `flag.${path}`);
    const holds = await holdsOf(ctx, flag.key);
    return keepFlag(ctx, flag, { was, holds, ...(reason && { reason }) });
  },
  afterwards: spread,
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

/** An older version becomes the newest; nothing in between is lost. */
export const restoreFlag = command({
  may: "flags:write",
  input: flagRestoreSchema,
  secondPerson: {
    action: "flag.restore",
    asks: async (ctx, asked) => askFor(ctx, [await versionOf(ctx, asked)]),
  },
  run: async (ctx, { key, version, was, reason }) => {
    const old = await versionOf(ctx, { key, version });
    const holds = await holdsOf(ctx, key);
    return keepFlag(ctx, old, { was, holds, reason: reason ?? `As in version ${version}` });
  },
  afterwards: spread,
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

type Versioned = { readonly key: string; readonly version: number };

async function versionOf({ db, project }: ProjectCtx, { key, version }: Versioned): Promise<Flag> {
  const found = await flagIn(db, project.id, key);
  const id = { flagId: found?.id ?? "", version };
  const old = found && (await db.flagVersion.findUnique({ where: { flagId_version: id } }));
  if (!old) throw new Fault("not-found", "There is no such flag, or it has no such version");
  return old.spec as Flag;
}

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
  run: switchIn,
  afterwards: async (ctx, { flag, version, what }) => {
    await spread(ctx, null);
    return { key: flag.key, version, wasSo: what === "same" };
  },
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

/** What is measured of one must not be of another. */
const DRILL_EVERY_MS = 10_000;

/** The whole way of a switch-off, to every process, stream and client, with nothing switched. */
export const drillFlag = command({
  may: "flags:switch",
  input: flagDrillSchema,
  run: async (ctx, { key, environment }) => {
    const { db, project } = ctx;
    const at = await pressInstant(db);
    await servedIn(ctx, key, environment);
    await bump(ctx, environment);
    const after = new Date(at.getTime() - DRILL_EVERY_MS);
    const last = await db.flagDrill.findFirst({
      where: { projectId: project.id, environment, pressedAt: { gt: after } },
    });
    if (last)
      throw new Fault(
        "conflict",
        `The kill switch was pressed in ${environment} a moment ago: wait ten seconds, so that one is told from the other`,
        { field: "environment" },
      );
    return { id: await notePress(ctx, { flag: key, environment, isDrill: true, at }) };
  },
  afterwards: spread,
  audit: ({ key, environment }) => ({
    ...{ action: "flag.drill", object: { kind: "flag", id: key } },
    after: { environment },
  }),
});

/** A file at once, or nothing of it: what is there and not in the file stays. */
export const importFlags = command({
  may: "flags:write",
  input: flagImportSchema,
  secondPerson: {
    action: "flag.import",
    asks: async (ctx, { flags, segments }) =>
      (await askForSegments(ctx, segments)) ?? askFor(ctx, flags),
  },
  run: async (ctx, { flags, segments, reason }): Promise<ImportReport> => {
    refuseTwins([...flags, ...segments.map(({ key }) => ({ key: `segment ${key}` }))]);
    const done: [string, Kept["what"]][] = [];
    for (const segment of segments)
      done.push([`segment ${segment.key}`, (await keepSegment(ctx, segment)).what]);
    const held = await readHolds(ctx);
    for (const flag of flags) {
      const kept = await keepFileFlag(ctx, flag, held.get(flag.key) ?? [], reason ?? null);
      done.push([flag.key, kept.what]);
    }
    await refuseLoose(ctx, flags, () => "flags");
    const having = (what: Kept["what"]) => done.filter(([, was]) => was === what);
    return {
      created: having("created").map(([key]) => key),
      changed: having("changed").map(([key]) => key),
      same: having("same").length,
      held: flags.flatMap(({ key }) => (held.has(key) ? [key] : [])),
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

/** Where a rollout moves it, its split stays as the rollout has it. */
async function keepFileFlag(
  ctx: Parameters<typeof keepFlag>[0],
  flag: FlagDraft,
  holds: readonly Hold[],
  reason: string | null,
): Promise<Kept> {
  if (holds.length === 0) return keepFlag(ctx, flag, { reason });
  const found = await flagIn(ctx.db, ctx.project.id, flag.key);
  const draft = found ? withHeld(flag, found.flag, holds) : flag;
  return keepFlag(ctx, draft, { holds, reason });
}

function refuseTwins(all: readonly { readonly key: string }[]): void {
  const seen = new Set<string>();
  for (const { key } of all) {
    if (seen.has(key))
      throw new Fault("invalid", `The file has “${key}” twice`, { field: "flags" });
    seen.add(key);
  }
}

/** Reads of flags. */
import { Fault } from "@/lib/core/fault";
import { query } from "@/lib/platform/operation";
import type { Live } from "./ofrep";
import {
  evaluationAskSchema,
  type Flag,
  type FlagFile,
  type FlagView,
  flagAskSchema,
  flagListAskSchema,
  type Segment,
} from "./schema";
import { flagIn } from "./store/keep";
import { liveFlags } from "./store/live";

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

export const readFlag = query({
  may: "flags:read",
  input: flagAskSchema,
  run: async ({ db, project }, { key }): Promise<FlagView> => {
    const found = await flagIn(db, project.id, key);
    if (!found) throw new Fault("not-found", "There is no such flag", { field: "key" });
    const versions = await db.flagVersion.findMany({
      where: { flagId: found.id },
      orderBy: { version: "desc" },
      take: 200,
      omit: { spec: true },
    });
    return {
      flag: found.flag,
      version: found.version,
      versions: versions.map(({ version, at, byName, reason }) => ({
        ...{ version, at: at.toISOString(), by: byName, reason },
      })),
    };
  },
});

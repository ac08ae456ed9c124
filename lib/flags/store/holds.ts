/** Which rollouts hold which flags, and which flags wait for which: what must not be taken away under them. */
import { Fault } from "@/lib/core/fault";
import type { Hold } from "@/lib/flags/holds";
import { type Named, namedIn } from "@/lib/flags/naming";
import type { Flag, FlagDraft } from "@/lib/flags/schema";
import type { ProjectCtx } from "@/lib/platform/operation";

type Reading = Pick<ProjectCtx, "db" | "project">;

const ACTIVE = ["PENDING_APPROVAL", "SCHEDULED", "RUNNING"];
type Arms = { readonly canary: string; readonly control: string };

/** By flag; of one, or of all. */
export async function readHolds(
  { db, project }: Reading,
  flag?: string,
): Promise<Map<string, Hold[]>> {
  const rows = await db.rollout.findMany({
    where: { projectId: project.id, phase: { in: ACTIVE }, ...(flag !== undefined && { flag }) },
    select: { key: true, flag: true, environment: true, plan: true },
    orderBy: { key: "asc" },
  });
  const held = new Map<string, Hold[]>();
  for (const { key: rollout, flag: name, environment, plan } of rows) {
    const { canary, control } = plan as Arms;
    const one = { rollout, environment, arms: [canary, control] };
    held.set(name, [...(held.get(name) ?? []), one]);
  }
  return held;
}

export const holdsOf = async (ctx: Reading, flag: string): Promise<readonly Hold[]> =>
  (await readHolds(ctx, flag)).get(flag) ?? [];

/** Rollouts that have begun or are drafted, and have not ended. */
export async function plannedOn({ db, project }: Reading, flag: string): Promise<string[]> {
  const phase = { in: ["DRAFT", ...ACTIVE] };
  const rows = await db.rollout.findMany({
    where: { projectId: project.id, flag, phase },
    select: { key: true },
    orderBy: { key: "asc" },
  });
  return rows.map(({ key }) => key);
}

export type Naming = Named & { readonly by: string };

/** Everything that flags which are served name, with the flag that does. */
export async function readNamed({ db, project }: Reading): Promise<Naming[]> {
  const rows = await db.flag.findMany({
    where: { projectId: project.id, archivedAt: null },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { key: "asc" },
  });
  return rows.flatMap(({ key, versions: [last] }) =>
    last ? namedIn(last.spec as Flag).map((named) => ({ ...named, by: key })) : [],
  );
}

/** A rule of a segment, or a prerequisite, that is nowhere would be no rule at all. */
export async function refuseLoose(
  { db, project }: Reading,
  drafts: readonly Pick<FlagDraft, "key" | "environments">[],
  fieldOf: (path: string) => string,
): Promise<void> {
  const where = { projectId: project.id };
  const segments = await db.segment.findMany({ where, select: { key: true } });
  const flags = await db.flag.findMany({
    where: { ...where, archivedAt: null },
    select: { key: true },
  });
  const known = { segment: keysOf(segments), flag: keysOf(flags) };
  await refuseLooseVariants({ db, project }, drafts, fieldOf);
  for (const draft of drafts) {
    const loose = namedIn(draft).find(({ kind, name }) => !known[kind].has(name));
    if (!loose) continue;
    throw new Fault(
      "invalid",
      `“${draft.key}” names the ${loose.kind} “${loose.name}”, which is nowhere`,
      { field: fieldOf(loose.path) },
    );
  }
}

/** A prerequisite that waits for a variant which is nowhere would switch the flag off for good. */
async function refuseLooseVariants(
  { db, project }: Reading,
  drafts: readonly Pick<FlagDraft, "key" | "environments">[],
  fieldOf: (path: string) => string,
): Promise<void> {
  for (const { key, environments } of drafts)
    for (const [name, { prerequisites }] of Object.entries(environments))
      for (const [i, { flag, variants }] of prerequisites.entries()) {
        const needed = await db.flag.findUnique({
          where: { projectId_key: { projectId: project.id, key: flag } },
          include: { versions: { orderBy: { version: "desc" }, take: 1 } },
        });
        const known = Object.keys((needed?.versions[0]?.spec as Flag | undefined)?.variants ?? {});
        const loose = needed && variants.find((variant) => !known.includes(variant));
        if (!loose) continue;
        throw new Fault(
          "invalid",
          `“${key}” waits for the variant “${loose}” of “${flag}”, which has only ${known.join(", ")}`,
          { field: fieldOf(`environments.${name}.prerequisites.${i}.variants`) },
        );
      }
}

const keysOf = (rows: readonly { readonly key: string }[]) => new Set(rows.map(({ key }) => key));

/** Asks for a second person where a flag's change reaches an environment that wants one. */

import { sameJson } from "@/lib/core/same";
import { movedIn } from "@/lib/flags/moved";
import type { FlagDraft, Segment } from "@/lib/flags/schema";
import { settle } from "@/lib/flags/settle";
import { environmentAsking, type SecondPerson } from "@/lib/platform/approval";
import type { ProjectCtx } from "@/lib/platform/operation";
import { readNamed } from "./holds";
import { flagIn } from "./keep";

type Asking = ReturnType<SecondPerson<ProjectCtx, unknown>["asks"]>;

/** A flag that is new is asked for by nobody yet; one from the archive is served again. */
export async function askFor(ctx: ProjectCtx, drafts: readonly FlagDraft[]): Asking {
  const { db, project } = ctx;
  if ((await environmentAsking(db, project.id, null)) === null) return null;
  for (const draft of drafts) {
    const found = await flagIn(db, project.id, draft.key);
    if (!found) continue;
    const after = settle(draft, found.flag);
    const moved = found.isArchived ? onIn(after) : movedIn(found.flag, after);
    for (const name of moved) {
      const environment = await environmentAsking(db, project.id, name);
      if (environment) return { environment, says: `Change the flag ${draft.key} in ${name}` };
    }
  }
  return null;
}

const onIn = ({ environments }: Pick<FlagDraft, "environments">): string[] =>
  Object.entries(environments).flatMap(([name, { isEnabled }]) => (isEnabled ? [name] : []));

/** Who is in a segment decides wherever a rule names it. */
export async function askForSegments(ctx: ProjectCtx, segments: readonly Segment[]): Asking {
  const { db, project } = ctx;
  if ((await environmentAsking(db, project.id, null)) === null) return null;
  const keys = segments.map(({ key }) => key);
  const known = await db.segment.findMany({ where: { projectId: project.id, key: { in: keys } } });
  const changed = segments.filter((segment) =>
    known.some(({ key, spec }) => key === segment.key && !sameJson(spec, segment)),
  );
  const touched = (await readNamed(ctx)).filter(
    ({ kind, name }) => kind === "segment" && changed.some(({ key }) => key === name),
  );
  for (const { name, environment: where } of touched) {
    const environment = await environmentAsking(db, project.id, where);
    if (environment) return { environment, says: `Change the segment ${name}` };
  }
  return null;
}

/** Off or on in one environment, whatever version the flag has; a switch-off is measured from its press. */
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { flagIn, type Kept, keepFlag, lockFlag } from "./keep";
import { notePress, pressInstant } from "./press";

type Switched = {
  readonly key: string;
  readonly environment: string;
  readonly isEnabled: boolean;
  readonly reason: string;
};

export async function switchIn(
  ctx: ProjectCtx & { readonly db: Transaction },
  { key, environment, isEnabled, reason }: Switched,
): Promise<Kept> {
  const at = await pressInstant(ctx.db);
  await lockFlag(ctx.db, ctx.project.id, key);
  const { flag, here } = await servedIn(ctx, key, environment);
  const environments = { ...flag.environments, [environment]: { ...here, isEnabled } };
  const kept = await keepFlag(ctx, { ...flag, environments }, { reason });
  if (!isEnabled && kept.what === "changed")
    await notePress(ctx, { flag: key, environment, isDrill: false, at });
  return kept;
}

/** The flag with what it serves in an environment, or a refusal. */
export async function servedIn({ db, project }: ProjectCtx, key: string, environment: string) {
  const found = await flagIn(db, project.id, key);
  const here = found?.flag.environments[environment];
  if (!found || !here)
    throw new Fault("not-found", "There is no such flag, or it has no such environment", {
      field: "key",
    });
  if (found.isArchived)
    throw new Fault("conflict", "The flag is archived: it is served to nobody already", {
      field: "key",
    });
  return { flag: found.flag, here };
}

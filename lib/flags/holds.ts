/** What of a flag belongs to a rollout while it is under way: its split there, and both of its arms. */
import { Fault } from "@/lib/core/fault";
import { sameJson } from "@/lib/core/same";
import type { Flag, FlagDraft } from "./schema";

export type Hold = {
  readonly rollout: string;
  readonly environment: string;
  readonly arms: readonly string[];
};

/** Refuses a change that would move users, or swap what is being compared, behind a rollout's back. */
export function refuseHeld(before: Flag, after: Flag, holds: readonly Hold[]): void {
  for (const hold of holds) {
    const path = touchedBy(before, after, hold);
    if (path === null) continue;
    throw new Fault(
      "conflict",
      `The rollout “${hold.rollout}” moves this flag in ${hold.environment}: ${words(path)} stays until it has ended`,
      { field: `flag.${path}`, rollout: hold.rollout },
    );
  }
}

/** Where it touches what is held; null where it does not. */
function touchedBy(before: Flag, after: Flag, { environment, arms }: Hold): string | null {
  if (before.unit !== after.unit) return "unit";
  if (before.salt !== after.salt) return "salt";
  const arm = arms.find((name) => !sameJson(before.variants[name], after.variants[name]));
  if (arm !== undefined) return `variants.${arm}`;
  const [was, is] = [before.environments[environment], after.environments[environment]];
  return sameJson(was?.serve, is?.serve) ? null : `environments.${environment}.serve`;
}

function words(path: string): string {
  if (path.startsWith("variants.")) return `the variant “${path.slice("variants.".length)}”`;
  if (path.startsWith("environments.")) return "the split";
  return `the ${path}`;
}

/** A file says where a flag begins; where a rollout has moved it to since is the rollout's to say. */
export function withHeld(draft: FlagDraft, before: Flag, holds: readonly Hold[]): FlagDraft {
  const environments = { ...draft.environments };
  for (const { environment } of holds) {
    const [is, was] = [environments[environment], before.environments[environment]];
    if (is && was) environments[environment] = { ...is, serve: was.serve };
  }
  return { ...draft, environments };
}

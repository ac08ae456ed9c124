/** A flag with a rollout's weight in it: the canary takes from the control, and nobody else moves. */
import { Fault } from "@/lib/core/fault";
import { BUCKETS } from "@/lib/flags/bucket";
import { sharesOf } from "@/lib/flags/ranges";
import type { Flag, FlagDraft } from "@/lib/flags/schema";
import type { Plan } from "./plan";

type Moved = Pick<Plan, "flag" | "environment" | "canary" | "control">;

/** What the arms that are not ours hold, in percent. */
function othersOf(flag: Flag, { environment, canary, control }: Moved): Record<string, number> {
  const serve = flag.environments[environment]?.serve;
  if (!serve || "variant" in serve) return {};
  const shares = Object.entries(sharesOf(serve.split.ranges));
  return Object.fromEntries(
    shares
      .filter(([variant]) => variant !== canary && variant !== control)
      .map(([variant, share]) => [variant, (share * 100) / BUCKETS]),
  );
}

const refuse = (field: string, message: string) => new Fault("conflict", message, { field });

/** Refuses a plan that this flag cannot follow. */
export function refuseUnfit(flag: Flag, moved: Moved, heaviest: number): void {
  const unfitness = unfitnessOf(flag, moved, heaviest);
  if (unfitness) throw unfitness;
}

/** Null: the flag can take that weight. */
export function unfitnessOf(flag: Flag, moved: Moved, heaviest: number): Fault | null {
  const { environment, canary, control } = moved;
  for (const field of ["canary", "control"] as const)
    if (!Object.hasOwn(flag.variants, moved[field]))
      return refuse(
        field,
        `The flag ${flag.key} has no variant “${moved[field]}”: there are ${Object.keys(flag.variants).join(", ")}`,
      );
  const here = flag.environments[environment];
  if (!here) return refuse("environment", `The flag ${flag.key} serves nobody in ${environment}`);
  const { serve } = here;
  if ("variant" in serve && serve.variant !== canary && serve.variant !== control)
    return refuse(
      "control",
      `Everybody in ${environment} gets “${serve.variant}”, which is neither arm of this rollout`,
    );
  const held = Object.values(othersOf(flag, moved)).reduce((sum, share) => sum + share, 0);
  if (held + heaviest > 100)
    return refuse(
      "stages",
      `Other variants hold ${Number(held.toFixed(3))} %: a stage of ${heaviest} % does not fit beside them`,
    );
  return null;
}

/** A salt that is null stays what it is: the same users as before. */
export function withWeight(
  flag: Flag,
  moved: Moved,
  weight: number,
  salt: string | null,
): FlagDraft {
  refuseUnfit(flag, moved, weight);
  const { environment, canary, control } = moved;
  const here = flag.environments[environment];
  if (!here) throw refuse("environment", `The flag ${flag.key} serves nobody in ${environment}`);
  const others = othersOf(flag, moved);
  const held = Object.values(others).reduce((sum, share) => sum + share, 0);
  const kept = "split" in here.serve ? here.serve.split.salt : undefined;
  const salted = salt ?? kept;
  const split = {
    ...(salted !== undefined && { salt: salted }),
    control,
    weights: { ...others, [canary]: weight, [control]: 100 - held - weight },
  };
  const environments = { ...flag.environments, [environment]: { ...here, serve: { split } } };
  return { ...flag, environments };
}

/** The share that units are dealt by; null where something beside the split decides, or nothing is dealt at all. */
export function dealtShare(flag: Flag, moved: Moved): number | null {
  const here = flag.environments[moved.environment];
  const isAlone = here?.rules.length === 0 && here.prerequisites.length === 0;
  return isAlone ? servedShare(flag, moved) : null;
}

/** Half a bucket: weights have three decimals of percent at most. */
const NO_DRIFT = 0.5 / BUCKETS;

/** What people made of the split beside a stage; null: it is what the stage says, or nothing is dealt at all. */
export function driftOf(flag: Flag, moved: Moved, weight: number): string | null {
  const share = servedShare(flag, moved);
  if (share === null || Math.abs(share - weight / 100) < NO_DRIFT) return null;
  const [is, says] = [share * 100, weight].map((percent) => `${Number(percent.toFixed(3))} %`);
  return `The flag ${flag.key} was changed beside this rollout: “${moved.canary}” gets ${is}, the stage says ${says}`;
}

/** The canary's part of what is served to everybody whom no rule names, 0..1; null where that cannot be told. */
export function servedShare(flag: Flag, { environment, canary }: Moved): number | null {
  const here = flag.environments[environment];
  if (!here?.isEnabled) return null;
  if ("variant" in here.serve) return here.serve.variant === canary ? 1 : 0;
  return (sharesOf(here.serve.split.ranges)[canary] ?? 0) / BUCKETS;
}

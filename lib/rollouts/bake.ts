/** What a stage of a plan can see and prove at a project's own traffic, and where it is bound to ask people. */
import { spanWords } from "@/lib/core/format";
import { MINUTE } from "@/lib/core/time";
import type { Plan, Stage } from "./plan";
import { planBake } from "./planner";

export type Traffic = { readonly perMinute: number; readonly badRatio: number };

/** Fewer failures than these would make every forecast endless. */
const LEAST_BAD = 0.001;

export type Bake = {
  /** Null where there is nothing to compare. */
  readonly bake: string | null;
  readonly warning: string | null;
};

export function bakeOf(
  { gates, promise }: Pick<Plan, "gates" | "promise">,
  { weight, minBakeMs, maxBakeMs, passesBy }: Stage,
  traffic: Traffic,
): Bake {
  if (weight <= 0 || weight >= 100) return { bake: null, warning: null };
  const isProving = passesBy === "evidence";
  const end = spanWords(maxBakeMs);
  if (traffic.perMinute === 0)
    return {
      bake: "No request came within a day: nothing here can be seen or proved",
      warning: isProving ? `Without traffic it asks people after ${end}` : null,
    };
  const asked = {
    ...{ unitsPerMinute: traffic.perMinute, canaryShare: weight / 100 },
    ...{ badRatio: Math.max(LEAST_BAD, traffic.badRatio), alpha: promise.alpha },
  };
  const tolerance = Math.min(2, ...gates.flatMap(({ rule }) => rule.proves ?? []));
  const { says } = planBake(asked, Math.max(minBakeMs, MINUTE), tolerance);
  const { canProve } = planBake(asked, Math.max(maxBakeMs, MINUTE), tolerance);
  return {
    bake: says,
    warning:
      isProving && !canProve
        ? `Its most bake of ${end} is too short to prove <${tolerance}x: then it asks people`
        : null,
  };
}

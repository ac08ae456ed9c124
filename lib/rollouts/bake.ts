/** What a stage of a plan can see and prove at a project's own traffic, and where it is bound to ask people. */
import { spanWords } from "@/lib/core/format";
import { MINUTE } from "@/lib/core/time";
import { MAX_BAKE, type Plan, type Stage } from "./plan";
import { bakeWords, minutesToProve, planBake } from "./planner";

export type Traffic = { readonly perMinute: number; readonly badRatio: number };

/** Fewer failures than these would make every forecast endless. */
const LEAST_BAD = 0.001;

export type Bake = {
  /** Null where there is nothing to compare. */
  readonly bake: string | null;
  readonly warning: string | null;
};

type Judged = Pick<Plan, "gates" | "promise">;

const isAlone = ({ weight }: Stage): boolean => weight <= 0 || weight >= 100;

function askedOf({ gates, promise }: Judged, { weight }: Stage, traffic: Traffic) {
  const question = {
    ...{ unitsPerMinute: traffic.perMinute, canaryShare: weight / 100 },
    ...{ badRatio: Math.max(LEAST_BAD, traffic.badRatio), alpha: promise.alpha },
  };
  return { question, tolerance: Math.min(2, ...gates.flatMap(({ rule }) => rule.proves ?? [])) };
}

export function bakeOf(plan: Judged, stage: Stage, traffic: Traffic): Bake {
  const { minBakeMs, maxBakeMs, passesBy } = stage;
  if (isAlone(stage)) return { bake: null, warning: null };
  const isProving = passesBy === "evidence";
  const end = spanWords(maxBakeMs);
  if (traffic.perMinute === 0)
    return {
      bake: "No request came within a day: nothing here can be seen or proved",
      warning: isProving ? `Without traffic it asks people after ${end}` : null,
    };
  const { question, tolerance } = askedOf(plan, stage, traffic);
  const { says } = planBake(question, Math.max(minBakeMs, MINUTE), tolerance);
  const { canProve } = planBake(question, Math.max(maxBakeMs, MINUTE), tolerance);
  return {
    bake: says,
    warning:
      isProving && !canProve
        ? `The maximum bake of ${end} is too short to prove <${tolerance}x: then it asks people`
        : null,
  };
}

export type NeededBake = {
  /** As the planner says it. */
  readonly words: string;
  /** What to change of the stage. */
  readonly change: Pick<Stage, "minBakeMs" | "maxBakeMs">;
  readonly raisesMaximum: boolean;
};

/** The bake in which a stage that passes by evidence can prove something, where its own is shorter; null: none, or none that fits. */
export function neededBake(plan: Judged, stage: Stage, traffic: Traffic): NeededBake | null {
  if (isAlone(stage) || stage.passesBy !== "evidence") return null;
  const { question, tolerance } = askedOf(plan, stage, traffic);
  const minutes = minutesToProve(question, tolerance);
  const needed = (minutes ?? 0) * MINUTE;
  if (minutes === null || needed <= stage.minBakeMs || needed > MAX_BAKE) return null;
  return {
    words: bakeWords(minutes),
    change: { minBakeMs: needed, maxBakeMs: Math.max(stage.maxBakeMs, needed) },
    raisesMaximum: needed > stage.maxBakeMs,
  };
}

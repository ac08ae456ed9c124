/** Runs made-up traffic through the real gates, many times: how often they are wrong, and how fast they are right. */
import type { Rng } from "@/lib/core/rng";
import { median, percentile } from "@/lib/core/stats";
import { gateRuleSchema, type PromiseOf } from "./gate";
import { drawMinute, type Scenario } from "./scenarios";
import { newWatch, type Rules, watchMinute } from "./watch";

export const PROMISE: PromiseOf = { alpha: 0.05, promotionAlpha: 0.05 };
/** Compared with the control only. */
export const RELATIVE: Rules = { bad: gateRuleSchema.parse({}) };
/** The same with a limit that half of a whole promise goes to. */
export const WITH_LIMIT: Rules = { bad: gateRuleSchema.parse({ limit: 0.02 }) };

export type Trial = {
  readonly runs: number;
  readonly rolledBack: number;
  readonly ratio: number;
  /** Minutes to the rollback; null where fewer than half, or than nine in ten, got there. */
  readonly median: number | null;
  readonly p90: number | null;
};

/** Looks at every minute, as the worker does. */
export function tryOut(scenario: Scenario, rules: Rules, runs: number, rng: Rng): Trial {
  const minutes = Array.from({ length: runs }, (_, run) =>
    minutesToRollback(scenario, rules, rng.fork(`${scenario.id}/${run}`)),
  );
  const taken = minutes.map((each) => each ?? Number.POSITIVE_INFINITY);
  const rolledBack = minutes.filter((each) => each !== null).length;
  const finite = (value: number | null) =>
    value !== null && Number.isFinite(value) ? value : null;
  return {
    runs,
    rolledBack,
    ratio: rolledBack / runs,
    median: finite(median(taken)),
    p90: finite(percentile(taken, 0.9)),
  };
}

function minutesToRollback(scenario: Scenario, rules: Rules, rng: Rng): number | null {
  let watch = newWatch(rules);
  for (let at = 0; at < scenario.minutes; at++) {
    const bad = drawMinute(rng, scenario.at(at));
    watch = watchMinute(rules, PROMISE, watch, { at, gates: { bad } });
    if (watch.crossedAt !== null) return at + 1;
  }
  return null;
}

/** Minutes to the proof of a canary, looked at every minute; null: not within the scenario. */
export function minutesToProof(scenario: Scenario, rules: Rules, rng: Rng): number | null {
  let watch = newWatch(rules);
  for (let at = 0; at < scenario.minutes; at++) {
    const bad = drawMinute(rng, scenario.at(at));
    watch = watchMinute(rules, PROMISE, watch, { at, gates: { bad } });
    if (watch.gates.bad?.provedAt !== null) return at + 1;
  }
  return null;
}

/** The largest share of mistakes that a promise of alpha allows to be seen in so many runs. */
export const mostMistakes = (alpha: number, runs: number): number =>
  alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / runs);

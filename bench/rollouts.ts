/** Whether the gates keep their promise, and how fast they see what is wrong: made-up days through the real gates. */
import { rngOf } from "@/lib/core/rng";
import { median } from "@/lib/core/stats";
import { HEALTHY, REGRESSED, type Scenario } from "@/lib/rollouts/scenarios";
import {
  minutesToProof,
  mostMistakes,
  PROMISE,
  RELATIVE,
  tryOut,
  WITH_LIMIT,
} from "@/lib/rollouts/trial";
import { rounded } from "./numbers";

const SEED = "rollouts";
/** How much slower than known a median may be. */
const SLACK = 1.25;
/** Minutes in which a healthy canary of 25 and of 5 units a minute is known to be proved. */
const PROOFS = [
  { share: 0.1, plannedMinutes: 231 },
  { share: 0.5, plannedMinutes: 102 },
] as const;

export async function benchRollouts({ quick }: { quick: boolean }) {
  const runs = quick ? 100 : 1_000;
  const allowed = mostMistakes(PROMISE.alpha, runs);
  const falseRollbacks = HEALTHY.map((scenario) => healthyRow(scenario, runs));
  const rollbacks = REGRESSED.map((scenario) => regressedRow(scenario, runs));
  const proofs = PROOFS.map(({ share, plannedMinutes }) => {
    const minutes = median(proofsOf(share, 0.01, runs)) ?? Number.POSITIVE_INFINITY;
    return { canary: percent(share), plannedMinutes, medianMinutes: minutes };
  });
  const wrong = proofsOf(0.5, 0.02, runs).filter(Number.isFinite).length / runs;
  return {
    name: "rollout gates, simulated",
    runs,
    falseRollbacks: falseRollbacks.map(shown),
    rollbacks,
    proofs,
    falseProofsOfTwiceAsBad: percent(wrong),
    mustFalseAtMost: percent(allowed),
    passed:
      falseRollbacks.every(({ relative, withLimit }) => Math.max(relative, withLimit) <= allowed) &&
      rollbacks.every(
        (row) => (row.medianMinutes ?? Number.POSITIVE_INFINITY) <= Math.ceil(row.known * SLACK),
      ) &&
      proofs.every((row) => row.medianMinutes <= row.plannedMinutes * SLACK) &&
      wrong <= mostMistakes(PROMISE.promotionAlpha, runs),
    note: "each run looks every minute of 24 h or 48 h; alpha 5 % and three standard errors",
  };
}

function healthyRow(scenario: Scenario, runs: number) {
  const [relative, withLimit] = [RELATIVE, WITH_LIMIT].map(
    (rules) => tryOut(scenario, rules, runs, rngOf(SEED)).ratio,
  );
  const { id, title } = scenario;
  return { id, title, relative: relative ?? 1, withLimit: withLimit ?? 1 };
}

const shown = ({ relative, withLimit, ...row }: ReturnType<typeof healthyRow>) => ({
  ...row,
  comparedWithControl: percent(relative),
  andWithALimit: percent(withLimit),
});

function regressedRow(scenario: (typeof REGRESSED)[number], runs: number) {
  const { median: medianMinutes, p90 } = tryOut(scenario, RELATIVE, runs, rngOf(SEED));
  const { id, title, medianMinutes: known } = scenario;
  return { id, title, known, medianMinutes, p90Minutes: p90 };
}

const percent = (ratio: number): string => `${rounded(ratio * 100)} %`;

function proofsOf(share: number, canaryBad: number, runs: number): number[] {
  const scenario: Scenario = {
    ...{ id: "proof", title: "", minutes: 1_440 },
    at: () => ({ unitsPerMinute: 50, share, controlBad: 0.01, canaryBad }),
  };
  const rng = rngOf(SEED);
  return Array.from(
    { length: runs },
    (_, run) =>
      minutesToProof(scenario, RELATIVE, rng.fork(`${share}/${canaryBad}/${run}`)) ??
      Number.POSITIVE_INFINITY,
  );
}

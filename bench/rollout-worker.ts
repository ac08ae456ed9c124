/** Whether the promise holds through the worker: requests in Postgres, a clock in the hand, every rollout really rolled back. */
import { rngOf } from "@/lib/core/rng";
import { median, percentile } from "@/lib/core/stats";
import {
  type Outcome,
  openCrowd,
  outcomesOf,
  promoteAll,
  send,
  work,
} from "@/lib/jobs/testing/rollout-crowd";
import { closeConnections } from "@/lib/platform/pool";
import { HEALTHY, REGRESSED, type Scenario } from "@/lib/rollouts/scenarios";
import { mostMistakes, PROMISE } from "@/lib/rollouts/trial";
import { openLab } from "./lab";
import { rounded } from "./numbers";

const SEED = "rollout worker";
const SLACK = 1.25;
/** As many minutes as the worker counts in one transaction. */
const STEP = 120;
/** Rollouts that one crowd of requests serves: each flag deals it by a salt of its own. */
const AT_ONCE = 20;
const TRIED_HEALTHY = ["1a", "1b", "1c", "1d"];
const TRIED_WORSE = ["2a", "2b", "2c", "2d"];

export async function benchRolloutWorker({ quick }: { quick: boolean }) {
  // What is measured is who is rolled back and when: nothing here has to outlive a power cut.
  const lab = await openLab({ settings: { synchronous_commit: "off" } });
  process.env.DATABASE_URL = lab.url;
  try {
    const runs = quick ? AT_ONCE : 60;
    const allowed = mostMistakes(PROMISE.alpha, runs);
    const rollbacks = [];
    for (const scenario of REGRESSED.filter(({ id }) => TRIED_WORSE.includes(id)))
      rollbacks.push(await regressedRow(scenario, runs));
    const falseRollbacks = [];
    for (const scenario of HEALTHY.filter(({ id }) => TRIED_HEALTHY.includes(id)))
      falseRollbacks.push(await healthyRow(scenario, runs));
    return {
      name: "rollout gates, through the worker",
      runs,
      falseRollbacks: falseRollbacks.map(({ ratio, ...row }) => ({
        ...row,
        rolledBack: percent(ratio),
      })),
      rollbacks,
      mustFalseAtMost: percent(allowed),
      passed:
        falseRollbacks.every(({ ratio }) => ratio <= allowed) &&
        rollbacks.every(
          ({ known, medianMinutes }) =>
            (medianMinutes ?? Number.POSITIVE_INFINITY) <= Math.ceil(known * SLACK),
        ),
      note: "minutes of traffic until the evidence crossed; the worker knows of a minute one minute after its end",
    };
  } finally {
    await closeConnections();
    await lab.close();
  }
}

/** `splitPaused` is of those at the end: the check of the split is looked at as often as the gates are. */
async function healthyRow(scenario: Scenario, runs: number) {
  const outcomes: Outcome[] = [];
  for (let i = 0; i * AT_ONCE < runs; i++) {
    outcomes.push(...(await runAll(scenario, AT_ONCE, `${scenario.id}/${i}`)));
    told(scenario, outcomes);
  }
  const { id, title } = scenario;
  const rolledBack = outcomes.filter(({ phase }) => phase === "ROLLED_BACK").length;
  const splitPaused = outcomes.filter(({ pause }) => pause === "sampleRatio").length;
  return { id, title, splitPaused, ratio: rolledBack / outcomes.length };
}

async function regressedRow(scenario: (typeof REGRESSED)[number], runs: number) {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < runs; i++)
    outcomes.push(...(await runAll(scenario, 1, `${scenario.id}/${i}`)));
  told(scenario, outcomes);
  const taken = outcomes.map(({ crossedAt }) => crossedAt ?? Number.POSITIVE_INFINITY);
  const { id, title, medianMinutes: known } = scenario;
  return { id, title, known, medianMinutes: median(taken), p90Minutes: percentile(taken, 0.9) };
}

function told({ id }: Scenario, outcomes: readonly Outcome[]): void {
  const back = outcomes.filter(({ phase }) => phase === "ROLLED_BACK").length;
  console.error(`${id}: ${back} of ${outcomes.length} rolled back`);
}

/** To the end of the scenario, or until every rollout is over. */
async function runAll(scenario: Scenario, rollouts: number, name: string): Promise<Outcome[]> {
  const crowd = await openCrowd(scenario, rollouts, rngOf(`${SEED}/${name}`));
  const step = rollouts > 1 ? STEP : firstLook(scenario);
  for (let from = 0; from < scenario.minutes; from += step) {
    const to = Math.min(from + step, scenario.minutes);
    if (from > 0 && scenario.at(from).share !== scenario.at(from - 1).share)
      await promoteAll(crowd, from);
    await send(crowd, from, to);
    await work(to);
    const outcomes = await outcomesOf(crowd);
    if (outcomes.every(({ phase }) => phase !== "RUNNING")) return outcomes;
  }
  return outcomesOf(crowd);
}

/** Most are over by then, and what comes later need not be made up. */
const firstLook = ({ id }: Scenario): number =>
  Math.min(STEP, 2 * (REGRESSED.find((each) => each.id === id)?.medianMinutes ?? STEP));

const percent = (ratio: number): string => `${rounded(ratio * 100)} %`;

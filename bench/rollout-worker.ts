/** Whether the promise holds through the worker: requests in Postgres, a clock in the hand, every rollout really rolled back. */
import { rngOf } from "@/lib/core/rng";
import { median, percentile } from "@/lib/core/stats";
import { tryByHand } from "@/lib/jobs/testing/rollout-by-hand";
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
/** Crowds that the arithmetic alone judges, without a database. */
const BY_HAND = 50;
/** The structure of 1c at a sixth of its length, which pays for six times as many runs. */
const SHORT: Scenario = {
  ...{ id: "1c-short", title: "10 % for 4 h, then 50 % for 4 h", minutes: 480 },
  at: (minute) => ({
    ...{ unitsPerMinute: 50, share: minute < 240 ? 0.1 : 0.5 },
    ...{ canaryBad: 0.01, controlBad: 0.01 },
  }),
};
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
    for (const scenario of [...HEALTHY, SHORT])
      falseRollbacks.push(await healthyRow(scenario, runs, quick ? 5 : BY_HAND));
    return {
      name: "rollout gates, through the worker",
      runs,
      falseRollbacks: falseRollbacks.map(({ ratio, ratioByHand, ...row }) => ({
        ...row,
        rolledBack: percent(ratio),
        byHand: percent(ratioByHand),
      })),
      rollbacks,
      mustFalseAtMost: percent(allowed),
      passed:
        falseRollbacks.every(({ ratio, unlike }) => ratio <= allowed && unlike === 0) &&
        rollbacks.every(
          ({ known, medianMinutes }) =>
            (medianMinutes ?? Number.POSITIVE_INFINITY) <= Math.ceil(known * SLACK),
        ),
      note: "unlike: rollouts that did not cross at the very minute that the arithmetic says of their requests; byHand: that arithmetic on more such crowds; minutes of traffic until the evidence crossed; the worker knows of a minute one minute after its end",
    };
  } finally {
    await closeConnections();
    await lab.close();
  }
}

/** `splitPaused` is of those at the end: the check of the split is looked at as often as the gates are. */
async function healthyRow(scenario: Scenario, runs: number, byHand: number) {
  const outcomes: Outcome[] = [];
  const known: (number | null)[] = [];
  for (let i = 0; i * AT_ONCE < runs; i++) {
    const { flags, of } = await runAll(scenario, AT_ONCE, i);
    outcomes.push(...of);
    known.push(...tryByHand(scenario, flags, diceOf(scenario, i)));
    told(scenario, outcomes);
  }
  const more = Array.from({ length: byHand }, (_, i) =>
    tryByHand(scenario, saltsOf(scenario, i), diceOf(scenario, i)),
  ).flat();
  const { id, title } = scenario;
  const rolledBack = outcomes.filter(({ phase }) => phase === "ROLLED_BACK").length;
  const splitPaused = outcomes.filter(({ pause }) => pause === "sampleRatio").length;
  const unlike = outcomes.filter(({ crossedAt }, i) => crossedAt !== known[i]).length;
  const ratioByHand = more.filter((crossedAt) => crossedAt !== null).length / more.length;
  return { id, title, splitPaused, unlike, ratio: rolledBack / outcomes.length, ratioByHand };
}

const diceOf = ({ id }: Scenario, crowd: number) => rngOf(`${SEED}/${id}/${crowd}`);
const saltsOf = ({ id }: Scenario, crowd: number) =>
  Array.from({ length: AT_ONCE }, (_, i) => `${id}-${i}#${crowd}`);

async function regressedRow(scenario: (typeof REGRESSED)[number], runs: number) {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < runs; i++) outcomes.push(...(await runAll(scenario, 1, i)).of);
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
async function runAll(scenario: Scenario, rollouts: number, nth: number) {
  const crowd = await openCrowd(scenario, rollouts, diceOf(scenario, nth));
  const { flags } = crowd;
  const step = rollouts > 1 ? STEP : firstLook(scenario);
  for (let from = 0; from < scenario.minutes; from += step) {
    const to = Math.min(from + step, scenario.minutes);
    if (from > 0 && scenario.at(from).share !== scenario.at(from - 1).share)
      await promoteAll(crowd, from);
    await send(crowd, from, to);
    await work(to);
    const of = await outcomesOf(crowd);
    if (of.every(({ phase }) => phase !== "RUNNING")) return { flags, of };
  }
  return { flags, of: await outcomesOf(crowd) };
}

/** Most are over by then, and what comes later need not be made up. */
const firstLook = ({ id }: Scenario): number =>
  Math.min(STEP, 2 * (REGRESSED.find((each) => each.id === id)?.medianMinutes ?? STEP));

const percent = (ratio: number): string => `${rounded(ratio * 100)} %`;

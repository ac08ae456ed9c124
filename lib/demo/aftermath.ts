/** What follows a request in the demo: feedback, quality gates, journeys, value, a line in the log. */
import type { Rng } from "@/lib/core/rng";
import { MINUTE, SECOND } from "@/lib/core/time";
import type { EventInput } from "@/lib/telemetry/schema";
import { GATES } from "./cast";
import type { Conversation } from "./conversation";

const FEEDBACK_RATIO = 0.08;
const GATE_RATIO = 0.1;
const JOURNEY_RATIO = 0.12;
const OUTCOME_RATIO = 0.14;
const SLOW_MS = 6_000;

export function consequences(rng: Rng, told: Conversation): EventInput[] {
  return [
    ...feedback(rng, told),
    ...gates(rng, told),
    ...journey(rng, told),
    ...outcome(rng, told),
    ...lines(rng, told),
  ];
}

const after = (rng: Rng, { ts, durationMs }: Conversation, low: number, high: number): number =>
  Math.round(ts + Math.min(durationMs, MINUTE)) + rng.int(low, high);

function feedback(rng: Rng, told: Conversation): EventInput[] {
  if (rng.next() >= FEEDBACK_RATIO) return [];
  const sour = told.failure || told.durationMs > SLOW_MS || told.degraded;
  const stars = sour
    ? rng.weighted([
        [1, 35],
        [2, 30],
        [3, 20],
        [4, 15],
      ] as const)
    : rng.weighted([
        [5, 76],
        [4, 17],
        [3, 4],
        [2, 1],
        [1, 2],
      ] as const);
  const at = after(rng, told, 15 * SECOND, 6 * MINUTE);
  return [
    {
      kind: "feedback",
      id: rng.uuid(),
      ts: at,
      ...told.base,
      score: (stars - 1) / 4,
      ...(stars <= 2 && { comment: told.failure ? "No answer" : "Too slow" }),
    },
  ];
}

function gates(rng: Rng, told: Conversation): EventInput[] {
  if (told.failure || told.hit || rng.next() >= GATE_RATIO) return [];
  const at = after(rng, told, SECOND, 20 * SECOND);
  return GATES.map(([gate, passRatio]) => {
    const passed = rng.next() < passRatio - (told.degraded ? 0.2 : 0);
    const score = passed ? 0.75 + rng.next() * 0.25 : 0.3 + rng.next() * 0.4;
    return {
      kind: "evaluation",
      id: rng.uuid(),
      ts: at,
      ...told.base,
      gate,
      passed,
      score: Math.round(score * 100) / 100,
    };
  });
}

function journey(rng: Rng, told: Conversation): EventInput[] {
  const name = told.agent.journey;
  if (name === null || rng.next() >= JOURNEY_RATIO) return [];
  const leaves = told.failure !== null || rng.next() < (told.durationMs > SLOW_MS ? 0.12 : 0.022);
  const end = leaves ? "abandon" : "complete";
  const plan: readonly (readonly [step: string, at: number])[] = [
    ["start", told.ts],
    ["question", told.ts + SECOND],
    ...(leaves ? [] : [["answer", after(rng, told, 0, SECOND)] as const]),
    [end, after(rng, told, 20 * SECOND, 4 * MINUTE)],
  ];
  return plan.map(([step, ts]) => ({
    kind: "journey_step",
    id: rng.uuid(),
    ts,
    ...told.base,
    journey: name,
    step,
  }));
}

function outcome(rng: Rng, told: Conversation): EventInput[] {
  const made = told.agent.outcome;
  if (!made || told.failure || rng.next() >= OUTCOME_RATIO) return [];
  return [
    {
      kind: "outcome",
      id: rng.uuid(),
      ts: after(rng, told, 10 * SECOND, 5 * MINUTE),
      ...told.base,
      type: made.type,
      value: Math.round(rng.lognormal(made.median, 0.5) * 10) / 10,
      unit: made.unit,
      succeeded: rng.next() < 0.97,
    },
  ];
}

function lines(rng: Rng, told: Conversation): EventInput[] {
  const line = (level: "error" | "warn", message: string): EventInput => ({
    kind: "log",
    id: rng.uuid(),
    ts: Math.round(told.ts + Math.min(told.durationMs, MINUTE)),
    ...told.base,
    level,
    message,
    logger: `${told.agent.name}.answer`,
  });
  if (told.failure) return [line("error", `${told.failure.type}: ${told.failure.message}`)];
  if (told.degraded) return [line("warn", "Answered by the fallback model")];
  if (told.durationMs > SLOW_MS && rng.next() < 0.3) {
    return [line("warn", `Slow answer: ${Math.round(told.durationMs)} ms`)];
  }
  return [];
}

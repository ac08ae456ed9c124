/** Plans that most teams want, ready to be changed. */
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { Gate } from "./gate";
import { type Plan, type PlanDraft, planSchema } from "./plan";

export const PRESETS = ["mockToReal", "blueGreen", "featureFallback"] as const;
export type Preset = (typeof PRESETS)[number];

type Names = Pick<PlanDraft, "key" | "flag" | "environment" | "canary" | "control">;
type GateDraft = NonNullable<PlanDraft["gates"]>[number];

/** The limits are the product's targets, with room for a bad minute. */
const ERRORS: GateDraft = { key: "errors", signal: "errors", rule: { limit: 0.05, weight: 2 } };
const LATENCY: GateDraft = {
  key: "latency",
  signal: "latency",
  badAbove: 5_000,
  rule: { limit: 0.1 },
};
const COST: GateDraft = { key: "cost", signal: "cost", badAbove: 15_000 };
/** Thumbs come rarely and late: they may speak against a canary, nobody waits for them to speak for it. */
const FEEDBACK: GateDraft = {
  ...{ key: "feedback", signal: "thumbsDown", lagMinutes: 60 },
  rule: { proves: null },
};
/** Without a control beside it. */
const alone = (gate: GateDraft, limit: number): GateDraft => ({
  ...gate,
  rule: { ...gate.rule, tolerance: null, limit, proves: null },
});

const DRAFTS: Readonly<Record<Preset, (names: Names) => PlanDraft>> = {
  mockToReal: (names) => ({
    ...names,
    description: "From mock to real agents: 10 % for a day, 50 % for a day, then everybody.",
    stages: [
      { name: "10 %", weight: 10, minBakeMs: DAY, maxBakeMs: 3 * DAY },
      { name: "50 %", weight: 50, minBakeMs: DAY, maxBakeMs: 3 * DAY },
      { name: "everybody", weight: 100, minBakeMs: DAY, maxBakeMs: 3 * DAY, passesBy: "time" },
    ],
    gates: [ERRORS, LATENCY, COST, FEEDBACK],
    keepForMs: 7 * DAY,
  }),
  blueGreen: (names) => ({
    ...names,
    description: "Green is deployed and smoke-tested, takes half, then all; blue stays for a day.",
    stages: [
      {
        ...{ name: "preview and smoke test", weight: 0, minBakeMs: 0, maxBakeMs: DAY },
        ...{ passesBy: "time", needsApproval: true },
      },
      {
        name: "half green",
        weight: 50,
        minBakeMs: 15 * MINUTE,
        maxBakeMs: 4 * HOUR,
        passesBy: "time",
      },
      { name: "all green", weight: 100, minBakeMs: HOUR, maxBakeMs: 4 * HOUR, passesBy: "time" },
    ],
    gates: [ERRORS, LATENCY],
    keepForMs: DAY,
  }),
  featureFallback: (names) => ({
    ...names,
    description: "The feature is on for everybody, and goes off when its latency gate fails.",
    stages: [
      {
        name: "on, watched",
        weight: 100,
        minBakeMs: 7 * DAY,
        maxBakeMs: 14 * DAY,
        passesBy: "time",
      },
    ],
    gates: [alone(LATENCY, 0.05), alone(ERRORS, 0.05)],
  }),
};

export const planFrom = (preset: Preset, names: Names): Plan =>
  planSchema.parse(DRAFTS[preset](names));

/** The rules of a plan's gates by their keys. */
export const rulesOf = ({ gates }: { readonly gates: readonly Gate[] }) =>
  Object.fromEntries(gates.map(({ key, rule }) => [key, rule]));

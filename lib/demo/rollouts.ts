/** The demo's flags and rollouts: one that is under way on real demo traffic, one that went back, one that is complete, and a stale flag. */
import { HOUR } from "@/lib/core/time";
import { flagDraftSchema, segmentSchema } from "@/lib/flags/schema";
import { type Plan, planSchema } from "@/lib/rollouts/plan";

const split = (control: string, weights: Record<string, number>) => ({
  serve: { split: { control, weights } },
});
const bundle = (model: string, prompt: number, adapter: "mock" | "real") => ({
  ...{ adapter, model, prompt, tools: ["search", "book"], index: "hotels-7" },
});

export const DEMO_SEGMENTS = [
  {
    key: "staff",
    description: "People of the company, who see things first",
    excludes: ["load-test"],
    when: [[{ attribute: "email", is: "endsWith", values: ["@example.com"] }]],
  },
].map((segment) => segmentSchema.parse(segment));

/** Its work was done long ago; the code keeps what everybody got. */
export const DEMO_ARCHIVED = { key: "new-search", keep: "on" } as const;

export const DEMO_FLAGS = [
  {
    ...{ key: "support-prompt", kind: "string", offVariant: "control", unit: "user" },
    description: "Which system prompt the support agent gets",
    variants: { control: "support-v14", "short-prompt": "support-v15-short" },
    environments: { production: split("control", { control: 80, "short-prompt": 20 }) },
  },
  {
    ...{ key: "trip-agent", kind: "object", offVariant: "mock", unit: "conversation" },
    pinForMs: 2 * HOUR,
    description: "The whole bundle of the trip planner: adapter, model, prompt, tools and index",
    variants: { mock: bundle("none", 3, "mock"), real: bundle("sonnet", 9, "real") },
    environments: {
      production: split("mock", { mock: 100, real: 0 }),
      staging: { serve: { variant: "real" } },
    },
  },
  {
    ...{ key: "faq-rerank", kind: "boolean", offVariant: "off", unit: "session" },
    description: "Rerank what the FAQ cache finds",
    variants: { on: true, off: false },
    environments: { production: { serve: { variant: "on" } } },
  },
  {
    ...{ key: "answer-length", kind: "number", offVariant: "short", unit: "user" },
    description: "Most tokens of an answer",
    variants: { short: 300, long: 800 },
    environments: {
      production: {
        rules: [
          {
            name: "staff",
            when: [{ is: "inSegment", segment: "staff" }],
            serve: { variant: "long" },
          },
        ],
        ...split("short", { short: 75, long: 25 }),
      },
    },
  },
  {
    ...{ key: DEMO_ARCHIVED.key, kind: "boolean", offVariant: "off", unit: "user" },
    description: "Search by meaning in place of search by words",
    variants: { on: true, off: false },
    environments: { production: { serve: { variant: DEMO_ARCHIVED.keep } } },
  },
].map((flag) => flagDraftSchema.parse(flag));

const GATES = [
  { key: "errors", signal: "errors", rule: { weight: 2 } },
  { key: "latency", signal: "latency" },
  { key: "cost", signal: "cost" },
  { key: "feedback", signal: "thumbsDown", lagMinutes: 60, rule: { proves: null } },
];
const stage = (weight: number, hours: number, passesBy: "evidence" | "time" = "evidence") => ({
  ...{ weight, passesBy, minBakeMs: hours * HOUR, maxBakeMs: 3 * hours * HOUR },
});

/** On the traffic of the support agent, which has been split for long. */
export const MOVING: Plan = planSchema.parse({
  ...{ key: "short-prompt", flag: "support-prompt", environment: "production" },
  ...{ canary: "short-prompt", control: "control" },
  description: "A shorter system prompt: 20 % for a day, half for a day, then everybody.",
  stages: [stage(20, 24), stage(50, 24), stage(100, 24, "time")],
  gates: GATES.map((gate) => ({ ...gate, agent: "support-rag" })),
});

/** As it was drafted; the longer bake of the second stage came later. */
export const MOVING_BEFORE: Plan = {
  ...MOVING,
  stages: MOVING.stages.map((each, i) => (i === 1 ? { ...each, minBakeMs: 12 * HOUR } : each)),
};
export const WHY_LONGER = "Half a day sees no evening traffic";

export type PastRollout = {
  readonly plan: Plan;
  readonly daysAgo: number;
  /** Shares of bad units by gate: of the canary, then of the control. */
  readonly bad: Readonly<Record<string, readonly [canary: number, control: number]>>;
  readonly minutes: number;
  /** What people said of its rollback, where they have. */
  readonly judged?: string;
};

const trip = (key: string) =>
  planSchema.parse({
    ...{ key, flag: "trip-agent", environment: "production", canary: "real", control: "mock" },
    description: "From mock to real trips: 10 % for a day, 50 % for a day, then everybody.",
    stages: [stage(10, 24), stage(50, 24), stage(100, 24, "time")],
    gates: [
      { key: "errors", signal: "errors", rule: { limit: 0.05, weight: 2 } },
      { key: "latency", signal: "latency", badAbove: 5_000, rule: { limit: 0.1 } },
    ],
  });

export const WENT_BACK: PastRollout = {
  ...{ plan: trip("trip-real"), daysAgo: 4, minutes: 90 },
  bad: { errors: [0.19, 0.01], latency: [0.09, 0.04] },
  judged: "Bookings failed for every fifth traveller: it prevented an incident",
};

/** Nobody has said yet whether it was right. */
export const WENT_BACK_FIRST: PastRollout = {
  ...{ plan: trip("trip-first"), daysAgo: 11, minutes: 150 },
  bad: { errors: [0.012, 0.01], latency: [0.22, 0.05] },
};

export const UNITS_PER_MINUTE = 40;

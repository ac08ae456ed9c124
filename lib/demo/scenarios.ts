/** Things that happen to an agent system, as data: the demo, the tests and the pictures tell the same stories. */
import { HOUR, MINUTE } from "@/lib/core/time";
import type { ModelName } from "./cast";

/** What a scenario changes while it lasts. Factors multiply; shares add. */
export type Effect = {
  readonly load?: number;
  /** Share of a provider's calls that fail. */
  readonly failing?: Readonly<Record<string, number>>;
  /** How much slower an agent is. */
  readonly slow?: Readonly<Record<string, number>>;
  readonly cacheHits?: number;
  readonly tokens?: Readonly<Record<string, number>>;
  readonly models?: Readonly<Record<string, ModelName>>;
  readonly components?: Readonly<Record<string, "degraded" | "down">>;
};

export type PlannedDeployment = {
  /** Where in the scenario, 0 to 1. */
  readonly at: number;
  readonly agent: string;
  readonly act: "release" | "roll-back";
  readonly description: string;
};

export type Scenario = {
  readonly title: string;
  readonly story: string;
  readonly lastsMs: number;
  readonly deployments: readonly PlannedDeployment[];
  /** `into` runs from 0 to 1 over the scenario. */
  readonly effect: (into: number) => Effect;
};

/** Up at once, down slowly: how outages feel. */
const surge = (into: number): number => Math.min(1, into * 12) * Math.min(1, (1 - into) * 4);

export const SCENARIOS = {
  "calm-day": {
    title: "Calm day",
    story: "Nothing happens. Every figure is inside its target.",
    lastsMs: 24 * HOUR,
    deployments: [],
    effect: () => ({}),
  },
  "provider-outage": {
    title: "Provider outage",
    story:
      "Anthropic answers 529; half of its agents' answers come from a fallback, the rest fail.",
    lastsMs: 45 * MINUTE,
    deployments: [],
    effect: (into) => ({
      failing: { anthropic: 0.95 * surge(into) },
      slow: { "faq-cache": 1.3, "research-hybrid": 1.5 },
      ...(surge(into) > 0.2 && {
        components: { anthropic: surge(into) > 0.7 ? "down" : "degraded" },
      }),
    }),
  },
  "latency-regression": {
    title: "Latency regression after a deployment",
    story: "A release of support-rag reranks four times as many passages; it is rolled back.",
    lastsMs: 150 * MINUTE,
    deployments: [
      {
        at: 0,
        agent: "support-rag",
        act: "release",
        description: "Rerank 200 passages instead of 50",
      },
      {
        at: 0.92,
        agent: "support-rag",
        act: "roll-back",
        description: "Back to 50 passages: p95 doubled",
      },
    ],
    effect: (into) => (into < 0.92 ? { slow: { "support-rag": 2.7 } } : {}),
  },
  "cache-collapse": {
    title: "Cache collapse",
    story:
      "The cache store loses its memory; every question goes to a model until it is warm again.",
    lastsMs: 90 * MINUTE,
    deployments: [],
    effect: (into) => ({
      cacheHits: 0.08 + 0.92 * into ** 2,
      slow: { "faq-cache": 1.15 },
      ...(into < 0.12 && { components: { "cache-store": "down" } }),
    }),
  },
  "cost-spike": {
    title: "Cost spike",
    story:
      "A configuration sends research-hybrid to the largest model with three times the context.",
    lastsMs: 5 * HOUR,
    deployments: [
      {
        at: 0,
        agent: "research-hybrid",
        act: "release",
        description: "Try the large model on long reports",
      },
      {
        at: 0.97,
        agent: "research-hybrid",
        act: "roll-back",
        description: "Spend was eight times the daily average",
      },
    ],
    effect: (into) =>
      into < 0.97
        ? { models: { "research-hybrid": "opus" }, tokens: { "research-hybrid": 3 } }
        : {},
  },
  weekend: {
    title: "Weekend",
    story: "Hardly anybody works; the few who do ask longer questions.",
    lastsMs: 48 * HOUR,
    deployments: [],
    effect: () => ({ load: 0.45, tokens: { "writing-direct": 1.3 } }),
  },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;

/** A scenario at a place in time. */
export type Placement = { readonly scenario: ScenarioName; readonly fromMs: number };

const isActive = ({ scenario, fromMs }: Placement, ms: number): boolean =>
  ms >= fromMs && ms < fromMs + SCENARIOS[scenario].lastsMs;

/** Everything that is going on at an instant, folded into one effect. */
export function effectAt(placements: readonly Placement[], ms: number): Effect {
  return placements
    .filter((placement) => isActive(placement, ms))
    .map(({ scenario, fromMs }) => {
      const { effect, lastsMs }: Scenario = SCENARIOS[scenario];
      return effect((ms - fromMs) / lastsMs);
    })
    .reduce(both, {});
}

function both(a: Effect, b: Effect): Effect {
  return {
    load: (a.load ?? 1) * (b.load ?? 1),
    cacheHits: (a.cacheHits ?? 1) * (b.cacheHits ?? 1),
    failing: { ...a.failing, ...b.failing },
    slow: { ...a.slow, ...b.slow },
    tokens: { ...a.tokens, ...b.tokens },
    models: { ...a.models, ...b.models },
    components: { ...a.components, ...b.components },
  };
}

/** What drills play, and how they are scored: against the times that the product promises. */
import type { Severity } from "@/lib/alerts/schema";
import { MINUTE } from "@/lib/core/time";

type Scenario = {
  readonly title: string;
  readonly story: string;
  readonly severity: Severity;
  readonly alert: { readonly name: string; readonly summary: string };
  readonly labels: Readonly<Record<string, string>>;
  readonly runbook: string;
  readonly checklist: readonly string[];
};

export const DRILLS = {
  outage: {
    title: "Service down",
    story: "The health check of an agent fails; no request is answered.",
    severity: "critical",
    alert: { name: "Service down", summary: "The health check of support-rag fails for 2 min" },
    labels: { agent: "support-rag", environment: "production" },
    runbook: "service-down",
    checklist: [
      "Acknowledge the alert",
      "Open the runbook service-down",
      "Say who commands and who talks to stakeholders",
      "Name the step that would bring it back, and who would do it",
      "Write the first update to stakeholders",
    ],
  },
  latency: {
    title: "Answers take too long",
    story: "After a deployment the slowest answers take more than ten seconds.",
    severity: "critical",
    alert: { name: "High latency", summary: "p95 of support-rag is 14 s, above 10 s for 5 min" },
    labels: { agent: "support-rag", environment: "production" },
    runbook: "high-latency",
    checklist: [
      "Acknowledge the alert",
      "Open the runbook high-latency",
      "Find the deployment that came before it",
      "Name who decides to roll back, and how it is done",
      "Write the first update to stakeholders",
    ],
  },
  cost: {
    title: "Spend runs away",
    story: "One agent loops over a large context: today's budget is spent by noon.",
    severity: "high",
    alert: { name: "Daily cost over budget", summary: "$412 spent today, the budget is $200" },
    labels: { agent: "research-hybrid", environment: "production" },
    runbook: "high-cost",
    checklist: [
      "Acknowledge the alert",
      "Open the runbook high-cost",
      "Find the agent and the model that spend most",
      "Name the switch that would stop it, and what users would lose",
      "Tell whoever pays",
    ],
  },
  "provider-down": {
    title: "A provider is down",
    story: "A model provider answers 529; fallbacks take over for some agents and not for others.",
    severity: "critical",
    alert: { name: "Provider outage", summary: "95 % of the calls to one provider fail" },
    labels: { provider: "anthropic", environment: "production" },
    runbook: "provider-outage",
    checklist: [
      "Acknowledge the alert",
      "Open the runbook provider-outage",
      "Read the provider's status page",
      "Name which agents fall back and which do not",
      "Write the first update to stakeholders",
    ],
  },
} as const satisfies Record<string, Scenario>;

export type DrillName = keyof typeof DRILLS;
export const isDrillName = (name: string): name is DrillName => Object.hasOwn(DRILLS, name);
export const DRILL_NAMES = Object.keys(DRILLS) as DrillName[];

/** How soon each has to happen for full marks. */
export const DRILL_TARGETS = {
  acknowledge: 5 * MINUTE,
  runbook: 10 * MINUTE,
  mitigate: 15 * MINUTE,
} as const;
export type DrillStep = keyof typeof DRILL_TARGETS;
const DRILL_STEPS = Object.keys(DRILL_TARGETS) as DrillStep[];

export type DrillScore = {
  readonly steps: readonly {
    readonly step: DrillStep;
    /** From the beginning; null: it has not happened. */
    readonly tookMs: number | null;
    readonly targetMs: number;
    readonly points: number;
  }[];
  /** Of 100. */
  readonly points: number;
};

/** Whoever takes this many times the target has no points for the step. */
const HOPELESS = 3;

export function scoreOf(took: Readonly<Record<DrillStep, number | null>>): DrillScore {
  const steps = DRILL_STEPS.map((step) => {
    const [tookMs, targetMs] = [took[step], DRILL_TARGETS[step]];
    return { step, tookMs, targetMs, points: pointsOf(tookMs, targetMs) };
  });
  const sum = steps.reduce((total, { points }) => total + points, 0);
  return { steps, points: Math.round(sum / steps.length) };
}

function pointsOf(tookMs: number | null, targetMs: number): number {
  if (tookMs === null) return 0;
  const beyond = (tookMs / targetMs - 1) / (HOPELESS - 1);
  return Math.round(100 * (1 - Math.min(1, Math.max(0, beyond))));
}

/** What the people of the demo wrote while its scenarios went on, and what they meant to mend afterwards. */
import { MINUTE } from "@/lib/core/time";
import { type Placement, SCENARIOS, type ScenarioName } from "./scenarios";

type Note = {
  /** Where between the first alert and the end, 0 to 1. */
  readonly at: number;
  readonly by: string;
  readonly kind: "note" | "update" | "step";
  readonly text: string;
};

type Story = {
  readonly title: string;
  readonly severity: "critical" | "high";
  readonly runbook: string;
  readonly summary: string;
  readonly impact: string;
  /** Until users were well again, 0 to 1 of the scenario. */
  readonly mitigatedAt: number;
  readonly notes: readonly Note[];
  readonly actions: readonly { readonly title: string; readonly dueInDays: number }[];
};

const [ADA, BEN] = ["Ada (demo)", "Ben (demo)"];
export const DEMO_PEOPLE = { commander: ADA, communications: BEN } as const;

const STORIES: Readonly<Partial<Record<ScenarioName, Story>>> = {
  "provider-outage": {
    title: "Anthropic answers 529",
    severity: "critical",
    runbook: "provider-outage",
    summary: "The provider was overloaded. Agents with a fallback degraded, the others failed.",
    impact: "About every third answer failed or came from a fallback.",
    mitigatedAt: 0.85,
    notes: [
      { at: 0.1, by: ADA, kind: "step", text: "Opened the runbook provider-outage" },
      { at: 0.15, by: ADA, kind: "note", text: "Only Anthropic fails; OpenAI answers as always." },
      {
        ...{ at: 0.2, by: BEN, kind: "update" },
        text: "A model provider is overloaded. Some answers fail; others are shorter than usual.",
      },
      { at: 0.5, by: ADA, kind: "note", text: "Their status page confirms it. We wait." },
    ],
    actions: [
      { title: "Give research-hybrid a fallback at a second provider", dueInDays: 10 },
      { title: "Alert on the provider's status page as well", dueInDays: 20 },
    ],
  },
  "latency-regression": {
    title: "support-rag answers too slowly",
    severity: "high",
    runbook: "high-latency",
    summary: "A release reranked four times as many passages; p95 more than doubled.",
    impact: "Questions to support took more than eight seconds; some users left.",
    mitigatedAt: 0.93,
    notes: [
      { at: 0.08, by: BEN, kind: "step", text: "Opened the runbook high-latency" },
      {
        ...{ at: 0.12, by: BEN, kind: "note" },
        text: "It began with the release of support-rag: 200 passages instead of 50.",
      },
      { at: 0.3, by: ADA, kind: "update", text: "Answers are slow. We know why." },
      { at: 0.9, by: BEN, kind: "note", text: "Rolled back; p95 falls." },
    ],
    actions: [{ title: "Measure p95 before a release of support-rag goes out", dueInDays: 14 }],
  },
  "cache-collapse": {
    title: "The cache lost its memory",
    severity: "high",
    runbook: "low-cache-hit-rate",
    summary: "The cache store was restarted without its file; every question went to a model.",
    impact: "Answers cost and took more for an hour and a half.",
    mitigatedAt: 0.7,
    notes: [
      { at: 0.1, by: ADA, kind: "note", text: "The store is up again, and empty." },
      { at: 0.4, by: ADA, kind: "note", text: "Warming it with yesterday's questions." },
    ],
    actions: [{ title: "Keep the cache store's file over restarts", dueInDays: -2 }],
  },
  "cost-spike": {
    title: "research-hybrid spends eight times as much",
    severity: "high",
    runbook: "high-cost",
    summary: "A configuration sent every report to the largest model with three times the context.",
    impact: "No user noticed; a week's budget was spent in an afternoon.",
    mitigatedAt: 0.97,
    notes: [
      { at: 0.3, by: BEN, kind: "step", text: "Opened the runbook high-cost" },
      { at: 0.35, by: BEN, kind: "note", text: "Tokens per call tripled with the new version." },
    ],
    actions: [
      { title: "Ask for a second person before a larger model is switched on", dueInDays: 7 },
    ],
  },
};

export type Told = Story & { readonly fromMs: number; readonly toMs: number };

/** Those that are over at an instant, oldest first. */
export const storiesOf = (placements: readonly Placement[], untilMs: number): Told[] =>
  placements.flatMap(({ scenario, fromMs }) => {
    const story = STORIES[scenario];
    const toMs = fromMs + SCENARIOS[scenario].lastsMs;
    return story && toMs + MINUTE <= untilMs ? [{ ...story, fromMs, toMs }] : [];
  });

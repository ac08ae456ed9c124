/** Events for tests: plausible by default, each test states only what it cares about. */
import { randomUUID } from "node:crypto";

export type SentEvent = Readonly<Record<string, unknown>>;
type Overrides = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const event = (kind: string, fields: Overrides): SentEvent => ({
  kind,
  id: randomUUID(),
  ts: new Date().toISOString(),
  environment: "production",
  ...fields,
});

export const requestEvent = (overrides: Overrides = {}): SentEvent =>
  event("request", {
    agent: "support",
    agentType: "rag",
    user: "user-1",
    session: "session-1",
    traceId: randomUUID(),
    statusCode: 200,
    durationMs: 800,
    ...overrides,
  });

export const failedRequest = (type: string, overrides: Overrides = {}): SentEvent =>
  requestEvent({
    status: "error",
    statusCode: 500,
    error: { type, message: `${type} while answering` },
    ...overrides,
  });

export const callEvent = (overrides: Overrides = {}): SentEvent =>
  event("llm_call", {
    agent: "support",
    agentType: "rag",
    provider: "openai",
    model: "gpt-4o-mini",
    durationMs: 700,
    ttftMs: 180,
    inputTokens: 900,
    outputTokens: 150,
    ...overrides,
  });

export const deploymentEvent = (overrides: Overrides = {}): SentEvent =>
  event("deployment", { agent: "support", version: "2.0.0", author: "sam", ...overrides });

const AGENTS = [
  { agent: "support", agentType: "rag", model: "gpt-4o-mini", slowness: 1 },
  { agent: "billing", agentType: "cag", model: "gpt-4o", slowness: 2 },
] as const;

/** One of everything, and enough of it for every panel of every page to have something to draw. */
export const aDay = (): SentEvent[] => [
  ...Array.from({ length: 24 }, (_, hour) => AGENTS.map((one) => anHour(hour, one))).flat(2),
  deploymentEvent({ ts: ago(5 * HOUR), version: "1.9.0" }),
  deploymentEvent({ ts: ago(2 * HOUR), version: "2.0.0", previousVersion: "1.9.0" }),
  failedRequest("RateLimitError", {
    ts: ago(HOUR),
    error: { type: "RateLimitError", message: "Too many requests", fingerprint: "rate-limit" },
  }),
  callEvent({
    ts: ago(HOUR),
    status: "error",
    error: { type: "RateLimitError", message: "Too many requests" },
  }),
  callEvent({ ts: ago(HOUR), model: "a-model-without-a-price" }),
];

function anHour(hour: number, one: (typeof AGENTS)[number]): SentEvent[] {
  const { agent, agentType, model, slowness } = one;
  const ts = ago(hour * HOUR + 3 * MINUTE);
  const traceId = randomUUID();
  const version = hour > 4 ? "1.9.0" : "2.0.0";
  const shared = { ts, agent, agentType, version, traceId, user: `user-${hour % 5}` };
  const isHit = hour % 3 === 0;
  return [
    requestEvent({
      ...shared,
      durationMs: slowness * (400 + hour * 30),
      cache: isHit ? "hit" : "miss",
      cacheLayer: "semantic",
      ...(isHit && { avoidedCall: { provider: "openai", model, inputTokens: 900 } }),
      degraded: hour % 11 === 0,
      steps: [{ name: "retrieval", durationMs: 90 + hour }],
    }),
    callEvent({ ...shared, model, durationMs: slowness * (300 + hour * 20) }),
    event("feedback", { ...shared, score: hour % 4 === 0 ? 0 : 1 }),
    event("evaluation", { ...shared, gate: "grounded", passed: hour % 7 !== 0, score: 0.9 }),
    event("journey_step", { ...shared, journey: "ticket", step: "start" }),
    event("journey_step", { ...shared, journey: "ticket", step: "complete" }),
    event("outcome", { ...shared, type: "ticket_resolved" }),
    event("health", { ...shared, component: "vector-store", status: "ok", latencyMs: 12 }),
    event("log", { ...shared, level: "warn", message: "A slow answer", logger: "agent" }),
    ...MEASURES.map(([name, value, unit]) =>
      event("metric", { ts, name, value: value + hour / 100, unit, labels: { host: "a" } }),
    ),
  ];
}

const MEASURES = [
  ["cpu.utilization", 0.4, "ratio"],
  ["memory.utilization", 0.6, "ratio"],
  ["disk.utilization", 0.5, "ratio"],
  ["vector.search.duration_ms", 40, "ms"],
  ["cache.store.duration_ms", 3, "ms"],
] as const;

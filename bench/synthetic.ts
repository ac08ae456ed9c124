/** Plausible events in bulk, cheap to make: forty combinations of agent, model, version and environment. */
import { randomUUID } from "node:crypto";
import { type Rng, rngOf } from "@/lib/core/rng";
import type { EventInput } from "@/lib/telemetry/schema";

const AGENTS = [
  ["support", "rag"],
  ["faq", "cag"],
  ["research", "hybrid"],
  ["writer", "direct"],
  ["planner", "multi-agent"],
] as const;
const MODELS = [
  ["openai", "gpt-4o-mini"],
  ["openai", "gpt-4.1"],
  ["anthropic", "claude-sonnet-4-5"],
  ["anthropic", "claude-haiku-4-5"],
  ["google", "gemini-2.5-flash"],
] as const;
/** Each agent talks to three of them. */
const modelOf = (agent: string, rng: Rng) =>
  MODELS[(agent.length + rng.int(0, 2)) % MODELS.length] ?? MODELS[0];
const VERSION_BY_AGENT = {
  support: "1.4.0",
  faq: "2.0.1",
  research: "0.9.4",
  writer: "3.1.0",
  planner: "0.6.2",
} as const;
const ERRORS = ["RateLimitError", "APITimeoutError", "VectorStoreConnectionError"] as const;
const PEOPLE = 2_000;

/** `count` events spread evenly over the stretch, in order of time: half requests, most others their calls. */
export function syntheticEvents(
  count: number,
  fromMs: number,
  toMs: number,
  seed: number,
): EventInput[] {
  const rng = rngOf(seed);
  const step = (toMs - fromMs) / count;
  const events: EventInput[] = [];
  let base = baseOf(rng);
  for (let i = 0; i < count; i++) {
    const ts = Math.floor(fromMs + i * step);
    if (i % 2 === 0) {
      base = baseOf(rng);
      events.push(requestEvent(rng, base, ts));
    } else {
      events.push(i % 20 === 19 ? otherEvent(rng, base, ts) : callEvent(rng, base, ts));
    }
  }
  return events;
}

type Base = ReturnType<typeof baseOf>;

function baseOf(rng: Rng) {
  const [agent, agentType] = AGENTS[rng.int(0, AGENTS.length - 1)] ?? AGENTS[0];
  return {
    environment: rng.next() < 0.1 ? "staging" : "production",
    agent,
    agentType,
    traceId: randomUUID(),
    user: `user-${Math.floor(PEOPLE * rng.next() ** 2)}`,
    session: `session-${rng.int(0, 20_000)}`,
    version: VERSION_BY_AGENT[agent],
  };
}

function requestEvent(rng: Rng, base: Base, ts: number): EventInput {
  const isError = rng.next() < 0.01;
  const durationMs = Math.round(rng.lognormal(1_100, 0.7));
  const type = ERRORS[rng.int(0, ERRORS.length - 1)] ?? ERRORS[0];
  return {
    kind: "request",
    id: randomUUID(),
    ts,
    ...base,
    status: isError ? "error" : "ok",
    durationMs,
    ttftMs: Math.round(durationMs / 4),
    statusCode: isError ? 502 : 200,
    cache: rng.next() < 0.6 ? "hit" : "miss",
    cacheLayer: "semantic",
    ...(isError && { error: { type, message: "The upstream did not answer" } }),
  };
}

function callEvent(rng: Rng, base: Base, ts: number): EventInput {
  const [provider, model] = modelOf(base.agent, rng);
  return {
    kind: "llm_call",
    id: randomUUID(),
    ts,
    ...base,
    provider,
    model,
    durationMs: Math.round(rng.lognormal(900, 0.6)),
    ttftMs: Math.round(rng.lognormal(250, 0.4)),
    inputTokens: rng.int(200, 6_000),
    outputTokens: rng.int(20, 900),
  };
}

function otherEvent(rng: Rng, base: Base, ts: number): EventInput {
  const id = randomUUID();
  if (rng.next() < 0.5) return { kind: "feedback", id, ts, ...base, score: rng.int(0, 4) / 4 };
  return {
    kind: "metric",
    id,
    ts,
    environment: "production",
    name: "cpu.utilization",
    unit: "ratio",
    value: rng.next(),
    labels: { host: `agents-${rng.int(1, 4)}` },
  };
}

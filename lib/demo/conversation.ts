/** One request of the demo and everything that follows from it. */
import type { Rng } from "@/lib/core/rng";
import { MINUTE, SECOND } from "@/lib/core/time";
import type { EventInput } from "@/lib/telemetry/schema";
import { consequences } from "./aftermath";
import {
  AGENTS,
  type Agent,
  FAILURES,
  type Failure,
  MODELS,
  type Model,
  OUTAGE,
  PEOPLE,
} from "./cast";
import type { Effect } from "./scenarios";

type Moment = {
  readonly ts: number;
  readonly effect: Effect;
  readonly versionOf: (agent: string) => string;
};

type Call = {
  readonly model: Model;
  readonly durationMs: number;
  readonly ttftMs: number;
  readonly failure: Failure | null;
  readonly tokens: {
    readonly inputTokens: number;
    readonly cacheReadTokens: number;
    readonly cacheWriteTokens: number;
    readonly outputTokens: number;
  };
};

export type Conversation = {
  readonly agent: Agent;
  readonly ts: number;
  readonly durationMs: number;
  readonly hit: boolean;
  readonly degraded: boolean;
  readonly failure: Failure | null;
  readonly base: Base;
};
type Base = ReturnType<typeof baseOf>;

const CALM_ERROR_RATIO = 0.0045;
const FALLBACK_SAVES = 0.4;
const STAGING_RATIO = 0.05;
const SESSION_MS = 20 * MINUTE;

export function requestEvents(rng: Rng, { ts, effect, versionOf }: Moment): EventInput[] {
  const agent = rng.weighted(AGENTS.map((one) => [one, one.weight] as const));
  const base = baseOf(rng, agent, ts, versionOf(agent.name));
  const hit = agent.cache !== null && rng.next() < agent.cache.hitRatio * (effect.cacheHits ?? 1);
  const slow = effect.slow?.[agent.name] ?? 1;
  const steps = hit ? [] : stepsOf(rng, agent, slow);
  const calls = hit ? [] : callsOf(rng, agent, effect, slow);
  const { failure, degraded } = endOf(rng, agent, calls);
  const stepsMs = sumOf(steps);
  const own = rng.lognormal(hit ? 95 : 40, 0.45);
  const waited = failure?.status === "timeout" ? 30 * SECOND : 0;
  const durationMs = round(stepsMs + own + waited + sumOf(calls));
  const told: Conversation = { agent, ts, durationMs, hit, degraded, failure, base };
  const events = [requestOf(rng, told, steps, stepsMs + own + (calls[0]?.ttftMs ?? 0))];
  let at = ts + stepsMs;
  for (const call of calls) {
    events.push(callEvent(rng, told, call, Math.round(at)));
    at += call.durationMs;
  }
  events.push(...consequences(rng, told));
  return events;
}

const sumOf = (parts: readonly { durationMs: number }[]): number =>
  parts.reduce((sum, { durationMs }) => sum + durationMs, 0);

const stepsOf = (rng: Rng, agent: Agent, slow: number) =>
  agent.steps.map(([name, median]) => ({
    name,
    durationMs: round(rng.lognormal(median * (name === "rerank" ? slow * slow : slow), 0.35)),
  }));

/** A lost call is either answered by the fallback, which is added to `calls`, or it is the request's failure. */
function endOf(rng: Rng, agent: Agent, calls: Call[]) {
  const lost = calls.find((call) => call.failure !== null);
  const degraded = lost !== undefined && rng.next() < FALLBACK_SAVES;
  if (degraded) calls.push(callOf(rng, agent, MODELS[agent.fallback], 1, 1));
  const calm = rng.next() < CALM_ERROR_RATIO ? calmFailure(rng) : null;
  return { degraded, failure: lost && !degraded ? lost.failure : calm };
}

function baseOf(rng: Rng, agent: Agent, ts: number, version: string) {
  // Cubing the dice makes a few people ask most of the questions.
  const person = Math.floor(PEOPLE * rng.next() ** 3);
  const user = `user-${String(person).padStart(4, "0")}`;
  const variant = agent.variants?.[person % 5 === 4 ? 1 : 0]?.[0];
  return {
    environment: rng.next() < STAGING_RATIO ? "staging" : "production",
    agent: agent.name,
    agentType: agent.type,
    traceId: rng.uuid().replaceAll("-", ""),
    user,
    session: `${user}-${Math.floor((ts + person * 61_000) / SESSION_MS).toString(36)}`,
    version,
    ...(variant !== undefined && { variant }),
    attributes: { demo: true },
  };
}

function callsOf(rng: Rng, agent: Agent, effect: Effect, slow: number): Call[] {
  const forced = effect.models?.[agent.name];
  const count = rng.int(...agent.calls);
  const tokens = effect.tokens?.[agent.name] ?? 1;
  const calls: Call[] = [];
  for (let i = 0; i < count; i++) {
    const model = MODELS[forced ?? rng.weighted(agent.models)];
    const call = callOf(rng, agent, model, slow, tokens);
    const isLost = rng.next() < (effect.failing?.[model.provider] ?? 0);
    if (isLost) {
      calls.push({ ...call, failure: OUTAGE, durationMs: round(rng.lognormal(900, 0.4)) });
      break;
    }
    calls.push(call);
  }
  return calls;
}

function callOf(rng: Rng, agent: Agent, model: Model, slow: number, factor: number): Call {
  const input = Math.round(rng.lognormal(agent.inputTokens * factor, 0.35));
  const outputTokens = Math.max(1, Math.round(rng.lognormal(agent.outputTokens, 0.45)));
  const cached = rng.next() < 0.9 ? Math.floor((input * agent.promptCached) / 128) * 128 : 0;
  const isWrite = agent.promptCached > 0 && cached === 0;
  const write = isWrite && model.provider === "anthropic" ? Math.round(input * 0.5) : 0;
  const ttftMs = round(rng.lognormal(model.ttftMs + input * 0.012, 0.3) * slow);
  const durationMs = round(ttftMs + outputTokens * rng.lognormal(model.msPerToken, 0.18) * slow);
  const tokens = {
    inputTokens: input - cached - write,
    cacheReadTokens: cached,
    cacheWriteTokens: write,
    outputTokens,
  };
  return { model, durationMs, ttftMs, failure: null, tokens };
}

const calmFailure = (rng: Rng): Failure =>
  rng.weighted(FAILURES.map((failure) => [failure, failure.weight] as const));

function requestOf(
  rng: Rng,
  { agent, ts, durationMs, hit, degraded, failure, base }: Conversation,
  steps: { name: string; durationMs: number }[],
  ttftMs: number,
): EventInput {
  const { cache } = agent;
  return {
    kind: "request",
    id: rng.uuid(),
    ts,
    ...base,
    status: failure?.status ?? "ok",
    durationMs,
    ttftMs: Math.min(durationMs, round(ttftMs)),
    statusCode: failure?.statusCode ?? 200,
    degraded,
    cache: cache === null ? "bypass" : hit ? "hit" : "miss",
    ...(cache && { cacheLayer: rng.weighted(cache.layers) }),
    ...(hit && { avoidedCall: avoided(agent) }),
    ...(steps.length > 0 && { steps }),
    ...(failure && { error: { type: failure.type, message: failure.message } }),
  };
}

/** The call that the cache saved: the agent's usual one, the part in the provider's cache at a tenth. */
function avoided({ models, fallback, promptCached, inputTokens, outputTokens }: Agent) {
  const { provider, model } = MODELS[models[0]?.[0] ?? fallback];
  const input = Math.round(inputTokens * (1 - 0.9 * promptCached));
  return { provider, model, inputTokens: input, outputTokens };
}

function callEvent(rng: Rng, { base, failure }: Conversation, call: Call, ts: number): EventInput {
  const own = call.failure ?? (failure?.type === "RateLimitError" ? failure : null);
  return {
    kind: "llm_call",
    id: rng.uuid(),
    ts,
    ...base,
    provider: call.model.provider,
    model: call.model.model,
    operation: "chat",
    status: own?.status ?? "ok",
    durationMs: call.durationMs,
    ttftMs: Math.min(call.ttftMs, call.durationMs),
    ...(call.failure ? { inputTokens: 0, outputTokens: 0 } : call.tokens),
    // Nobody waits for what is tried out.
    ...(base.environment === "staging" && { serviceTier: "batch" as const }),
    ...(call.model.told && !call.failure && { costUsd: toldCost(call.model.told, call.tokens) }),
    ...(own && { error: { type: own.type, message: own.message } }),
  };
}

/** As a client reckons that adds everything up and rounds to the millionth. */
function toldCost(
  told: readonly [number, number],
  { outputTokens, ...input }: Call["tokens"],
): number {
  const read = Object.values(input).reduce((sum, tokens) => sum + tokens, 0);
  return Math.round(read * told[0] + outputTokens * told[1]) / 1_000_000;
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

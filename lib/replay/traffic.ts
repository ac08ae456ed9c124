/** Turns a trace into events that end at a chosen instant; what the trace does not hold is modelled and says so. */
import { hash32 } from "@/lib/core/hash";
import { type Rng, rngOf } from "@/lib/core/rng";
import { MINUTE } from "@/lib/core/time";
import type { EventInput } from "@/lib/telemetry/schema";
import type { Trace, TraceCall } from "./trace";

export type ReplayPlan = {
  /** Tells files apart: a digest of the content, so that a copy is the same file. */
  readonly fileId: string;
  /** Base name, for the agent's name. */
  readonly fileName: string;
  /** When the last call of the trace happens. */
  readonly endMs: number;
  readonly provider: string;
  readonly model: string;
  /** Dollars that reading these tokens from the cache saved; null without a price. */
  readonly savedUsd?: (cachedTokens: number, at: Date) => string | null;
};

type Source = { readonly agent: string; readonly agentType: string };

/** Published for a mid-size model on one GPU: about 0.25 ms to read a token, 25 ms to write one. */
const READ_MS = 0.25;
const WRITE_MS = 25;
const START_MS = 90;
const CACHED_READ = 0.1;
const PEOPLE = 300;
const SESSION_MS = 15 * MINUTE;
/** Halfway through, the modelled agent is deployed anew. */
const VERSIONS = ["1.0.0", "1.1.0"] as const;
const MODELLED = "agent, latency, user, session, version";

/**
 * Two events a call (the request and its LLM call), in the order of the file. The same file with the
 * same end gives the same ids, so that a replay done twice is counted once.
 */
export function replayEvents(trace: Trace, plan: ReplayPlan): EventInput[] {
  const salt = hash32(`${plan.fileId}/${plan.endMs}`) >>> 0;
  // Ids and models come from streams of their own: a change of the model leaves the ids.
  const ids = rngOf(salt + 2 ** 32);
  const rng = rngOf(hash32(plan.fileId));
  const source = sourceOf(trace, plan.fileName);
  return trace.calls.flatMap((call) => callEvents(call, { trace, plan, source, ids, rng }));
}

function sourceOf({ format }: Pick<Trace, "format">, fileName: string): Source {
  if (/code/i.test(fileName)) return { agent: "code", agentType: "direct" };
  if (/conv/i.test(fileName)) return { agent: "conversation", agentType: "direct" };
  return format === "mooncake"
    ? { agent: "mooncake", agentType: "cag" }
    : { agent: "replay", agentType: "direct" };
}

type Scene = {
  readonly trace: Trace;
  readonly plan: ReplayPlan;
  readonly source: Source;
  readonly ids: Rng;
  readonly rng: Rng;
};

function callEvents(call: TraceCall, { trace, plan, source, ids, rng }: Scene): EventInput[] {
  const fresh = call.inputTokens - call.cachedTokens;
  const readMs = (fresh + call.cachedTokens * CACHED_READ) * READ_MS;
  const ttftMs = round(START_MS + readMs * rng.lognormal(1, 0.15));
  const durationMs = round(ttftMs + call.outputTokens * WRITE_MS * rng.lognormal(1, 0.12));
  const user = `user-${String(Math.floor(PEOPLE * rng.next() ** 3)).padStart(3, "0")}`;
  const ts = Math.floor(plan.endMs - trace.spanMs + call.offsetMs);
  const [requestId, callId] = [ids.uuid(), ids.uuid()];
  const base = {
    ts,
    environment: "production",
    ...source,
    traceId: requestId.replaceAll("-", ""),
    user,
    session: `${user}-${Math.floor(ts / SESSION_MS).toString(36)}`,
    version: VERSIONS[call.offsetMs * 2 < trace.spanMs ? 0 : 1],
    attributes: { replay: plan.fileName.slice(0, 200), row: call.row, modelled: MODELLED },
  };
  return [
    {
      kind: "request",
      id: requestId,
      ...base,
      durationMs,
      ttftMs,
      ...(trace.format === "mooncake" && prefixCache(call, ts, plan)),
    },
    {
      kind: "llm_call",
      id: callId,
      ...base,
      parentId: requestId,
      provider: plan.provider,
      model: plan.model,
      operation: "chat",
      durationMs,
      ttftMs,
      inputTokens: fresh,
      cacheReadTokens: call.cachedTokens,
      outputTokens: call.outputTokens,
    },
  ];
}

function prefixCache({ cachedTokens }: TraceCall, ts: number, { savedUsd }: ReplayPlan) {
  if (cachedTokens === 0) return { cache: "miss" as const, cacheLayer: "prefix" };
  const saved = savedUsd?.(cachedTokens, new Date(ts)) ?? null;
  return {
    cache: "hit" as const,
    cacheLayer: "prefix",
    ...(saved !== null && { avoidedCostUsd: Number(saved) }),
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

/** One event as it is stored: every kind laid into the same columns, priced and fingerprinted. */

import { hash32 } from "@/lib/core/hash";
import { type Picos, picosOf } from "@/lib/core/money";
import { priceOf, type RateCard } from "@/lib/cost/price";
import { type Failure, fingerprintOf } from "./fingerprint";
import { KIND_NUMBER, type TelemetryEvent } from "./schema";
import { normaliseTokens, type TokenClasses } from "./tokens";

type Kind<K extends TelemetryEvent["kind"]> = Extract<TelemetryEvent, { kind: K }>;
type Attributes = Readonly<Record<string, unknown>>;
/** The price list as the row maker needs it; null means unpriced. */
export type RateCardFor = (provider: string, model: string, at: Date) => RateCard | null;

/** A row of `event`, and what the rollups need beside its columns. Times in milliseconds. */
export type Row = {
  readonly projectId: number;
  readonly id: string;
  readonly shardKey: number;
  readonly kind: number;
  readonly ts: number;
  readonly environment: string;
  readonly agent: string | null;
  readonly agentType: string | null;
  readonly traceId: string | null;
  readonly parentId: string | null;
  readonly user: string | null;
  readonly session: string | null;
  readonly version: string | null;
  readonly variant: string | null;
  readonly attributes: Attributes | null;
  readonly isError: boolean;
  readonly degraded: boolean | null;
  readonly statusCode: number | null;
  readonly tokens: TokenClasses | null;
  readonly costPicos: Picos | null;
  readonly clientCostPicos: Picos | null;
  readonly avoidedPicos: Picos | null;
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
  readonly value: number | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly priceVersion: string | null;
  readonly status: string | null;
  readonly cache: string | null;
  readonly cacheLayer: string | null;
  readonly failure: Failure | null;
  readonly fingerprint: string | null;
  readonly name: string | null;
  readonly message: string | null;
  /** Timed parts of a request. */
  readonly steps: readonly { readonly name: string; readonly durationMs: number }[] | null;
  /** A metric's labels as `k=v,k=v`, sorted. */
  readonly labels: string | null;
};

/**
 * Written as one literal on purpose: every row has the same hidden class. Spread together and
 * assigned to, the object became a dictionary and its making cost more than all the rest of ingestion.
 */
export function rowOf(projectId: number, event: TelemetryEvent, rateCardFor: RateCardFor): Row {
  const own = columnsOf(event, rateCardFor);
  return {
    projectId,
    id: event.id,
    shardKey: hash32(event.traceId ?? event.id),
    kind: KIND_NUMBER[event.kind],
    ts: event.ts.getTime(),
    environment: event.environment,
    agent: orNull(event.agent),
    agentType: orNull(event.agentType),
    traceId: orNull(event.traceId),
    parentId: orNull(event.parentId),
    user: orNull(event.user),
    session: orNull(event.session),
    version: orNull(event.version),
    variant: orNull(event.variant),
    attributes: orNull(own.attributes ?? event.attributes),
    isError: own.isError ?? false,
    degraded: orNull(own.degraded),
    statusCode: orNull(own.statusCode),
    tokens: orNull(own.tokens),
    costPicos: orNull(own.costPicos),
    clientCostPicos: orNull(own.clientCostPicos),
    avoidedPicos: orNull(own.avoidedPicos),
    durationMs: orNull(own.durationMs),
    ttftMs: orNull(own.ttftMs),
    value: orNull(own.value),
    provider: orNull(own.provider),
    model: orNull(own.model),
    priceVersion: orNull(own.priceVersion),
    status: orNull(own.status),
    cache: orNull(own.cache),
    cacheLayer: orNull(own.cacheLayer),
    failure: orNull(own.failure),
    fingerprint: orNull(own.fingerprint),
    name: orNull(own.name),
    message: orNull(own.message),
    steps: orNull(own.steps),
    labels: orNull(own.labels),
  };
}

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

function columnsOf(event: TelemetryEvent, rateCardFor: RateCardFor): Partial<Row> {
  if (event.kind === "request") return requestColumns(event, rateCardFor);
  if (event.kind === "llm_call") return callColumns(event, rateCardFor);
  return otherColumns(event);
}

/** Somebody who gives up is not a failure of ours; a time-out is. */
const isFailure = (status: string): boolean => status === "error" || status === "timeout";

function failureColumns(event: Kind<"request"> | Kind<"llm_call">) {
  const isError = isFailure(event.status);
  if (!isError) return { isError, status: event.status, message: event.error?.message ?? null };
  const failure = event.error ?? { type: event.status };
  return {
    isError,
    status: event.status,
    failure,
    fingerprint: fingerprintOf(failure, event.agent),
    message: failure.message ?? null,
  };
}

function requestColumns(event: Kind<"request">, rateCardFor: RateCardFor) {
  return {
    ...failureColumns(event),
    durationMs: event.durationMs,
    ttftMs: event.ttftMs ?? null,
    statusCode: event.statusCode ?? null,
    degraded: event.degraded ?? null,
    cache: event.cache ?? null,
    cacheLayer: event.cacheLayer ?? null,
    avoidedPicos: event.cache === "hit" ? avoidedBy(event, rateCardFor) : null,
    steps: event.steps ?? null,
    ...(event.steps && { attributes: { ...event.attributes, $steps: event.steps } }),
  };
}

function avoidedBy(event: Kind<"request">, rateCardFor: RateCardFor): Picos | null {
  if (event.avoidedCostUsd !== undefined) return picosOf(event.avoidedCostUsd);
  const call = event.avoidedCall;
  if (!call) return null;
  const usage = { ...call, cacheReadTokens: 0, cacheWriteTokens: 0 };
  return priceOf(usage, rateCardFor(call.provider, call.model, event.ts))?.picos ?? null;
}

function callColumns(event: Kind<"llm_call">, rateCardFor: RateCardFor) {
  const tokens = normaliseTokens(event, event.tokenConvention);
  const card = rateCardFor(event.provider, event.model, event.ts);
  const price = priceOf(tokens, card);
  return {
    ...failureColumns(event),
    durationMs: event.durationMs ?? null,
    ttftMs: event.ttftMs ?? null,
    provider: event.provider,
    model: event.model,
    name: event.operation ?? null,
    tokens,
    costPicos: price?.picos ?? null,
    priceVersion: price && card ? card.catalogue : null,
    // Some clients send 0 when they could not find a price.
    clientCostPicos: event.costUsd ? picosOf(event.costUsd) : null,
  };
}

type Other = Exclude<TelemetryEvent, { kind: "request" | "llm_call" }>;

function otherColumns(event: Other): Partial<Row> {
  switch (event.kind) {
    case "metric":
      return {
        name: event.name,
        value: event.value,
        labels: canonicalLabels(event.labels),
        ...extra(event.attributes, { $unit: event.unit, $labels: event.labels }),
      };
    case "feedback":
      return { value: event.score, message: event.comment ?? null };
    case "evaluation":
      return {
        name: event.gate,
        status: event.passed ? "pass" : "fail",
        value: event.score ?? null,
      };
    case "journey_step":
      return { name: event.journey, status: event.step };
    case "deployment":
      return deploymentColumns(event);
    case "health":
      return {
        name: event.component,
        status: event.status,
        durationMs: event.latencyMs ?? null,
        message: event.message ?? null,
      };
    case "outcome":
      return {
        name: event.type,
        value: event.value,
        status: event.succeeded ? "succeeded" : "failed",
        ...extra(event.attributes, { $unit: event.unit }),
      };
    case "log":
      return { name: event.logger ?? null, status: event.level, message: event.message };
  }
}

const deploymentColumns = (event: Kind<"deployment">): Partial<Row> => ({
  status: event.status,
  message: event.description ?? null,
  ...extra(event.attributes, {
    $previousVersion: event.previousVersion,
    $author: event.author,
    $url: event.url,
  }),
});

/** Fields without a column of their own; the dollar keeps them apart from the client's attributes. */
function extra(attributes: Attributes | undefined, fields: Attributes): Partial<Row> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { attributes: { ...attributes, ...Object.fromEntries(given) } };
}

function canonicalLabels(labels: Readonly<Record<string, string>> | undefined): string {
  if (!labels) return "";
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(",");
}

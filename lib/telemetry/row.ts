/** One event as it is stored: every kind laid into the same columns, priced and fingerprinted. */

import { fingerprint64, hash32 } from "@/lib/core/hash";
import { type Picos, picosOf } from "@/lib/core/money";
import { costOf } from "@/lib/cost/price-book";
import type { PriceFor } from "@/lib/cost/resolve";
import type { ServiceTier } from "@/lib/cost/service-tier";
import { type Failure, fingerprintOf } from "./fingerprint";
import { KIND_NUMBER, type TelemetryEvent } from "./schema";
import { normaliseTokens, type TokenClasses } from "./tokens";

/** Filled in place while it is made: one shape for all kinds keeps the hot path fast. */
type Draft = { -readonly [Name in keyof Row]: Row[Name] };
type Kind<K extends TelemetryEvent["kind"]> = Extract<TelemetryEvent, { kind: K }>;
type Attributes = Readonly<Record<string, unknown>>;

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
export function rowOf(projectId: number, event: TelemetryEvent, priceFor: PriceFor): Row {
  const row = draftOf(projectId, event);
  switch (event.kind) {
    case "request":
      fillRequest(row, event, priceFor);
      break;
    case "llm_call":
      fillCall(row, event, priceFor);
      break;
    default:
      fillOther(row, event);
  }
  return row;
}

function draftOf(projectId: number, event: TelemetryEvent): Draft {
  return {
    projectId,
    id: event.id,
    shardKey: hash32(event.traceId ?? event.id),
    kind: KIND_NUMBER[event.kind],
    ts: event.ts.getTime(),
    environment: event.environment,
    agent: event.agent ?? null,
    agentType: event.agentType ?? null,
    traceId: event.traceId ?? null,
    parentId: event.parentId ?? null,
    user: event.user ?? null,
    session: event.session ?? null,
    version: event.version ?? null,
    variant: event.variant ?? null,
    attributes: event.attributes ?? null,
    isError: false,
    degraded: null,
    statusCode: null,
    tokens: null,
    costPicos: null,
    clientCostPicos: null,
    avoidedPicos: null,
    durationMs: null,
    ttftMs: null,
    value: null,
    provider: null,
    model: null,
    priceVersion: null,
    status: null,
    cache: null,
    cacheLayer: null,
    failure: null,
    fingerprint: null,
    name: null,
    message: null,
    steps: null,
    labels: null,
  };
}

/** Somebody who gives up is not a failure of ours; a time-out is. */
const isFailure = (status: string): boolean => status === "error" || status === "timeout";

function fillOutcome(row: Draft, event: Kind<"request"> | Kind<"llm_call">): void {
  row.status = event.status;
  row.isError = isFailure(event.status);
  row.message = event.error?.message ?? null;
  if (!row.isError) return;
  row.failure = event.error ?? { type: event.status };
  row.fingerprint = fingerprintOf(row.failure, event.agent);
}

function fillRequest(row: Draft, event: Kind<"request">, priceFor: PriceFor): void {
  fillOutcome(row, event);
  row.durationMs = event.durationMs;
  row.ttftMs = event.ttftMs ?? null;
  row.statusCode = event.statusCode ?? null;
  row.degraded = event.degraded ?? null;
  row.cache = event.cache ?? null;
  row.cacheLayer = event.cacheLayer ?? null;
  if (event.cache === "hit") row.avoidedPicos = avoidedBy(event, priceFor);
  if (event.steps) {
    row.steps = event.steps;
    addAttributes(row, { $steps: event.steps });
  }
}

function avoidedBy(event: Kind<"request">, priceFor: PriceFor): Picos | null {
  if (event.avoidedCostUsd !== undefined) return picosOf(event.avoidedCostUsd);
  const call = event.avoidedCall;
  if (!call) return null;
  const usage = { ...call, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const { provider, model } = call;
  return costOf(usage, priceFor({ provider, model, at: event.ts, serviceTier: null }));
}

function fillCall(row: Draft, event: Kind<"llm_call">, priceFor: PriceFor): void {
  fillOutcome(row, event);
  const tokens = normaliseTokens(event, event.tokenConvention);
  const { provider, model } = event;
  const serviceTier = tierOf(event.serviceTier);
  const price = priceFor({ provider, model, at: event.ts, serviceTier });
  row.durationMs = event.durationMs ?? null;
  row.ttftMs = event.ttftMs ?? null;
  row.provider = provider;
  row.model = model;
  row.name = event.operation ?? null;
  row.tokens = tokens;
  row.costPicos = costOf(tokens, price);
  row.priceVersion = row.costPicos === null ? null : price.version;
  if (serviceTier !== null) addAttributes(row, { $serviceTier: serviceTier });
  // Some clients send 0 when they could not find a price.
  if (event.costUsd) row.clientCostPicos = picosOf(event.costUsd);
}

/** The ordinary one needs no word. */
const tierOf = (named: Kind<"llm_call">["serviceTier"]): ServiceTier | null =>
  named === undefined || named === "standard" ? null : named;

type Other = Exclude<TelemetryEvent, { kind: "request" | "llm_call" }>;

function fillOther(row: Draft, event: Other): void {
  switch (event.kind) {
    case "metric":
      row.name = event.name;
      row.value = event.value;
      row.labels = canonicalLabels(event.labels);
      addAttributes(row, { $unit: event.unit, $labels: event.labels });
      return;
    case "feedback":
      row.value = event.score;
      row.message = event.comment ?? null;
      return;
    case "evaluation":
      row.name = event.gate;
      row.status = event.passed ? "pass" : "fail";
      row.value = event.score ?? null;
      return;
    case "journey_step":
      row.name = event.journey;
      row.status = event.step;
      return;
    case "outcome":
      row.name = event.type;
      row.value = event.value;
      row.status = event.succeeded ? "succeeded" : "failed";
      addAttributes(row, { $unit: event.unit });
      return;
    case "log":
      row.name = event.logger ?? null;
      row.status = event.level;
      row.message = event.message;
      return;
    default:
      fillState(row, event);
  }
}

function fillState(row: Draft, event: Kind<"deployment"> | Kind<"health">): void {
  row.status = event.status;
  if (event.kind === "health") {
    row.name = event.component;
    row.durationMs = event.latencyMs ?? null;
    row.message = event.message ?? null;
    return;
  }
  row.message = event.description ?? null;
  const { previousVersion: $previousVersion, author: $author, url: $url } = event;
  addAttributes(row, { $previousVersion, $author, $url });
}

/** Fields without a column of their own; the dollar keeps them apart from the client's attributes. */
function addAttributes(row: Draft, fields: Attributes): void {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (given.length > 0) row.attributes = { ...row.attributes, ...Object.fromEntries(given) };
}

/** Labels are part of an index's key, and Postgres takes no entry above 2,704 bytes. */
const MAX_LABEL_BYTES = 1_500;

/** Longer than an index holds, they keep their series under a name made from them; the event keeps them whole. */
function canonicalLabels(labels: Readonly<Record<string, string>> | undefined): string {
  if (!labels) return "";
  const text = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(",");
  return Buffer.byteLength(text) > MAX_LABEL_BYTES ? `labels=${fingerprint64([text])}` : text;
}

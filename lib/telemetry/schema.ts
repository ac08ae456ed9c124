/** What the outside world may tell us: ten kinds of event, their fields and their units. */
import { z } from "zod";
import { SERVICE_TIERS } from "@/lib/cost/service-tier";

export const EVENT_KINDS = [
  "request",
  "llm_call",
  "metric",
  "feedback",
  "evaluation",
  "journey_step",
  "deployment",
  "health",
  "outcome",
  "log",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Stored as int2 in `event.kind`. */
export const KIND_NUMBER: Readonly<Record<EventKind, number>> = {
  request: 1,
  llm_call: 2,
  metric: 3,
  feedback: 4,
  evaluation: 5,
  journey_step: 6,
  deployment: 7,
  health: 8,
  outcome: 9,
  log: 10,
};

const MAX_TOKENS = 100_000_000;
const MAX_DURATION_MS = 7 * 24 * 3_600_000;
const MAX_ATTRIBUTES = 64;
/** The end of the year 9999, in milliseconds. */
const LATEST_MS = 253_402_300_799_999;

/** A short name; control characters would break labels and logs. */
const name = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "must not hold control characters");
const text = (max: number) => z.string().max(max);
/** Beyond this a sum of many could leave the range of a double. */
const measure = z.number().min(-1e30).max(1e30);
const tokens = z.int().min(0).max(MAX_TOKENS);
const durationMs = z.number().min(0).max(MAX_DURATION_MS);

const attributeValue = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);
const attributes = z
  .record(name(120), attributeValue)
  .refine((value) => Object.keys(value).length <= MAX_ATTRIBUTES, {
    message: `at most ${MAX_ATTRIBUTES} attributes`,
  });

const OUTCOMES = ["ok", "error", "timeout", "cancelled"] as const;
const CACHE_OUTCOMES = ["hit", "miss", "bypass"] as const;

const base = {
  id: z
    .uuid()
    .toLowerCase()
    .describe(
      "Made by the client (UUID, any version). Sent again, unchanged or with another time of the same UTC day, it is a duplicate and not counted twice.",
    ),
  ts: z
    .union([z.iso.datetime({ offset: true }), z.int().min(0).max(LATEST_MS)])
    .transform((at) => new Date(at))
    .describe("When it happened: ISO 8601 with zone, or milliseconds since 1970."),
  environment: name(64).default("production").describe("`production`, `staging`, …"),
  agent: name(120).optional().describe("The named component that answered."),
  agentType: name(64)
    .optional()
    .describe("`rag`, `cag`, `hybrid`, `direct` or the team's own word."),
  traceId: name(128).optional().describe("Joins the events of one request."),
  parentId: name(128).optional().describe("The event or span this one belongs to."),
  user: name(200).optional().describe("A stable, preferably pseudonymous, user id."),
  session: name(200).optional().describe("A session or conversation id."),
  version: name(120).optional().describe("The deployed version of the agent."),
  variant: name(120).optional().describe("The rollout variant that answered."),
  attributes: attributes.optional().describe("Anything else, as flat names and plain values."),
};

const error = z
  .object({
    type: name(200).describe("A stable name, such as `RateLimitError`."),
    message: text(4_000).optional(),
    fingerprint: name(200)
      .optional()
      .describe("Groups equal failures; made from type, message and agent when absent."),
  })
  .describe("Set when the status is not `ok`.");

export const requestEventSchema = z.object({
  kind: z.literal("request"),
  ...base,
  status: z.enum(OUTCOMES).default("ok"),
  durationMs: durationMs.describe("From question to complete answer, in milliseconds."),
  ttftMs: durationMs.optional().describe("To the first token shown, in milliseconds."),
  statusCode: z.int().min(0).max(999).optional().describe("HTTP status the user saw."),
  degraded: z.boolean().optional().describe("A fallback answered."),
  cache: z.enum(CACHE_OUTCOMES).optional().describe("`bypass`: the cache was not asked."),
  cacheLayer: name(64).optional().describe("`semantic`, `exact`, `prompt`, …"),
  avoidedCostUsd: z
    .number()
    .min(0)
    .max(10_000)
    .optional()
    .describe("What the cache hit would have cost; worked out from `avoidedCall` when absent."),
  avoidedCall: z
    .object({
      provider: name(120),
      model: name(200),
      inputTokens: tokens.default(0),
      outputTokens: tokens.default(0),
    })
    .optional()
    .describe("The LLM call that a cache hit made unnecessary; used for its price only."),
  steps: z
    .array(z.object({ name: name(64), durationMs }))
    .max(32)
    .optional()
    .describe("Timed parts, such as `retrieval`."),
  error: error.optional(),
});

export const llmCallEventSchema = z.object({
  kind: z.literal("llm_call"),
  ...base,
  provider: name(120).describe("`openai`, `anthropic`, `azure.ai.openai`, `aws.bedrock`, …"),
  model: name(200).describe("The model that answered, as the provider names it."),
  operation: name(64).optional().describe("`chat`, `embeddings`, …"),
  status: z.enum(OUTCOMES).default("ok"),
  durationMs: durationMs.optional(),
  ttftMs: durationMs.optional().describe("Time to first token, in milliseconds."),
  inputTokens: tokens.default(0).describe("Input tokens read neither from nor into a cache."),
  cacheReadTokens: tokens.default(0).describe("Input tokens read from the provider's cache."),
  cacheWriteTokens: tokens.default(0).describe("Input tokens written to the provider's cache."),
  outputTokens: tokens.default(0).describe("Output tokens, reasoning included."),
  reasoningTokens: tokens.default(0).describe("The part of the output that was reasoning."),
  tokenConvention: z
    .enum(["exclusive", "inclusive"])
    .default("exclusive")
    .describe(
      "`inclusive`: `inputTokens` is the total and holds the cached ones too (OpenTelemetry, OpenAI). `exclusive`: it does not (Anthropic, Langfuse).",
    ),
  serviceTier: z
    .enum(["standard", ...SERVICE_TIERS])
    .optional()
    .describe(
      "How the provider was asked to serve it; `batch`, `flex` and `priority` are charged by the project's own multiplier.",
    ),
  costUsd: z
    .number()
    .min(0)
    .max(100_000)
    .optional()
    .describe("What the client believes it cost; kept beside our own price, 0 is ignored."),
  error: error.optional(),
});

export const metricEventSchema = z.object({
  kind: z.literal("metric"),
  ...base,
  name: name(200).describe(
    "`cpu.utilization`, `memory.used_bytes`, `vector.search.duration_ms`, …",
  ),
  value: measure,
  unit: name(32).optional(),
  labels: z
    .record(name(64), name(200))
    .refine((value) => Object.keys(value).length <= 16, { message: "at most 16 labels" })
    .optional(),
});

export const feedbackEventSchema = z.object({
  kind: z.literal("feedback"),
  ...base,
  score: z
    .number()
    .min(0)
    .max(1)
    .describe("0 worst, 1 best; thumbs are 0 and 1, n of 5 stars is (n-1)/4."),
  comment: text(4_000).optional(),
});

export const evaluationEventSchema = z.object({
  kind: z.literal("evaluation"),
  ...base,
  gate: name(120).describe("Name of the quality gate."),
  passed: z.boolean(),
  score: measure.optional(),
});

export const journeyStepEventSchema = z.object({
  kind: z.literal("journey_step"),
  ...base,
  journey: name(120),
  step: name(120).describe("`start`, a step's name, `complete` or `abandon`."),
});

export const deploymentEventSchema = z.object({
  kind: z.literal("deployment"),
  ...base,
  version: name(120),
  previousVersion: name(120).optional(),
  status: z.enum(["started", "succeeded", "failed", "rolled_back"]).default("succeeded"),
  author: name(200).optional(),
  description: text(4_000).optional(),
  url: z.url().max(2_000).optional(),
});

export const healthEventSchema = z.object({
  kind: z.literal("health"),
  ...base,
  component: name(120).describe("`vector-store`, `cache`, `postgres`, …"),
  status: z.enum(["ok", "degraded", "down"]),
  latencyMs: durationMs.optional(),
  message: text(1_000).optional(),
});

export const outcomeEventSchema = z.object({
  kind: z.literal("outcome"),
  ...base,
  type: name(120).describe("What was produced: `ticket_resolved`, `report_written`, …"),
  value: measure.default(1),
  unit: name(32).optional().describe("`minutes_saved`, `usd`, `count`, …"),
  succeeded: z.boolean().default(true),
});

export const logEventSchema = z.object({
  kind: z.literal("log"),
  ...base,
  level: z.enum(["debug", "info", "warn", "error", "fatal"]).default("info"),
  message: text(16_000),
  logger: name(200).optional(),
});

export const eventSchema = z.discriminatedUnion("kind", [
  requestEventSchema,
  llmCallEventSchema,
  metricEventSchema,
  feedbackEventSchema,
  evaluationEventSchema,
  journeyStepEventSchema,
  deploymentEventSchema,
  healthEventSchema,
  outcomeEventSchema,
  logEventSchema,
]);
/** An event after validation. */
export type TelemetryEvent = z.output<typeof eventSchema>;
/** An event as a client writes it. */
export type EventInput = z.input<typeof eventSchema>;

/** Limits of one ingestion request. */
export const MAX_EVENTS = 10_000;
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** How far from now an event may claim to be. Keys with the scope `import` may go back to the retention limit. */
export const MAX_AGE_MS = 7 * 24 * 3_600_000;
export const MAX_AHEAD_MS = 10 * 60_000;

const rejectionSchema = z.object({
  index: z.int(),
  id: z.string().nullable(),
  code: z.enum(["invalid", "too-old", "too-far-ahead", "environment-not-allowed"]),
  field: z.string().nullable(),
  message: z.string(),
});
export type Rejection = z.output<typeof rejectionSchema>;

/** The answer to an ingestion request: what is stored for good, what was already there, what was refused and why. */
export const receiptSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(rejectionSchema),
  unpriced: z.int().describe("LLM calls stored without a price."),
});
export type Receipt = z.output<typeof receiptSchema>;

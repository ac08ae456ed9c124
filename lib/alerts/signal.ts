/** What a rule can look at: each signal with its unit, and what it can be filtered and split by. */
import { z } from "zod";
import type { CATALOGUE } from "@/lib/infrastructure/catalogue";
import { type Dimension, filterList } from "./filter";

const eventName = z.string().min(1, "must not be empty").max(120, "takes at most 120 characters");
const metricName = z.string().min(1, "must not be empty").max(200, "takes at most 200 characters");

/** What the rollups count; all of it adds up over time and names. */
const COUNTS = [
  "requests",
  "errors",
  "degraded",
  "cacheHits",
  "cacheLookups",
  "calls",
  "callErrors",
  "unpricedCalls",
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
] as const;
const CALL_COUNTS: readonly string[] = COUNTS.slice(COUNTS.indexOf("calls"));

/** `increase` and `rate` (a second) read a counter that only grows, and its restarts. */
const AGGREGATIONS = [
  "last",
  "mean",
  "min",
  "max",
  "sum",
  "count",
  "increase",
  "rate",
  "percentile",
] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];
/** How series that end up in one group become one value. */
const ACROSS = ["sum", "mean", "min", "max", "count"] as const;
export type Across = (typeof ACROSS)[number];

const RESOURCES = [
  "cpu",
  "memory",
  "disk",
  "disk-free",
  "vector-store",
  "cache-store",
  "rate-limit",
  "pool",
] as const satisfies readonly (typeof CATALOGUE)[number]["id"][];

const percentile = z
  .number()
  .min(1, "is between 1 and 99.9")
  .max(99.9, "is between 1 and 99.9")
  .describe("95 for p95.");

const countShape = {
  kind: z.literal("count"),
  of: z.enum(COUNTS),
  per: z.enum(["window", "minute", "second"]).default("window"),
};
const metricShape = {
  kind: z.literal("metric"),
  name: metricName,
  aggregation: z.enum(AGGREGATIONS).describe("Over the window, for each series."),
  percentile: percentile.optional().describe("With the aggregation `percentile`."),
  across: z.enum(ACROSS).default("mean").describe("Over the series of one group."),
};
const isPercentileRight = (it: { aggregation: Aggregation; percentile?: number | undefined }) =>
  (it.aggregation === "percentile") === (it.percentile !== undefined);
const percentileRefusal = {
  path: ["percentile"],
  message: "belongs to the aggregation `percentile`, and that needs it",
};
const costSignal = z.strictObject({
  kind: z.literal("cost"),
  over: z
    .enum(["window", "day", "week", "month"])
    .default("window")
    .describe("`day`, `week` and `month` are to date, in the project's zone."),
  relativeTo: z
    .enum(["nothing", "budget", "average"])
    .default("nothing")
    .describe("1 is the whole budget, or as much as the average of the periods before."),
});
/** Beside the rule's own. */
const filters = filterList.default([]);

/** What adds up, so that two of them make a ratio that means something. */
const addendSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...countShape, filters }),
  z.strictObject({ kind: z.literal("cost"), filters }),
  z.strictObject({ ...metricShape, filters }).refine(isPercentileRight, percentileRefusal),
]);

const SILENT = ["requests", "calls", "feedback", "evaluation", "health", "metric"] as const;

const SIGNALS = [
  z.strictObject({
    kind: z.literal("errorRate"),
    of: z.enum(["requests", "calls"]).default("requests"),
  }),
  z
    .strictObject({
      kind: z.literal("latency"),
      of: z.enum(["requests", "calls", "requestTtft", "callTtft", "step"]).default("requests"),
      step: eventName.optional().describe("Such as `retrieval`; with `of: step`."),
      percentile,
    })
    .refine((it) => (it.of === "step") === (it.step !== undefined), {
      path: ["step"],
      message: "belongs to `of: step`, and that needs it",
    }),
  z.strictObject(countShape),
  costSignal.refine((it) => it.relativeTo === "nothing" || it.over !== "window", {
    path: ["over"],
    message: "is `day`, `week` or `month` where the cost is set against a budget or an average",
  }),
  z.strictObject({ kind: z.literal("costRate"), per: z.enum(["hour", "request"]).default("hour") }),
  z.strictObject({ kind: z.literal("cacheHitRate") }),
  z.strictObject({ kind: z.literal("feedback") }),
  z.strictObject({ kind: z.literal("qualityPassRate"), gate: eventName.optional() }),
  z.strictObject({ kind: z.literal("completionRate"), journey: eventName.optional() }),
  z.strictObject({ kind: z.literal("degradedShare") }),
  z.strictObject(metricShape).refine(isPercentileRight, percentileRefusal),
  z
    .strictObject({ kind: z.literal("resource"), resource: z.enum(RESOURCES) })
    .describe("A figure of the infrastructure page, under whatever name it was sent."),
  z
    .strictObject({ kind: z.literal("componentHealth"), component: eventName.optional() })
    .describe("0 ok, 1 degraded, 2 down: the last report in the window."),
  z
    .strictObject({
      kind: z.literal("absence"),
      of: z.enum(SILENT),
      name: metricName
        .optional()
        .describe("The metric, or the component whose health is reported."),
    })
    .refine((it) => it.of !== "metric" || it.name !== undefined, {
      path: ["name"],
      message: "says which metric must not be silent",
    }),
  z
    .strictObject({ kind: z.literal("ratio"), part: addendSchema, whole: addendSchema })
    .describe("`part` divided by `whole`; where `whole` is 0 there is no value."),
] as const;

export const signalSchema = z.discriminatedUnion(
  "kind",
  SIGNALS,
  `is one of ${SIGNALS.map(({ shape }) => shape.kind.value).join(", ")}`,
);
export type Signal = z.output<typeof signalSchema>;
type SignalKind = Signal["kind"];
export type Addend = z.output<typeof addendSchema>;

export type Unit = "share" | "ms" | "usd" | "times" | "level" | "number";

const UNITS: Readonly<Record<Exclude<SignalKind, "cost" | "resource">, Unit>> = {
  errorRate: "share",
  latency: "ms",
  count: "number",
  costRate: "usd",
  cacheHitRate: "share",
  feedback: "share",
  qualityPassRate: "share",
  completionRate: "share",
  degradedShare: "share",
  metric: "number",
  componentHealth: "level",
  absence: "number",
  ratio: "number",
};

const RESOURCE_UNITS: Readonly<Record<(typeof RESOURCES)[number], Unit>> = {
  cpu: "share",
  memory: "share",
  disk: "share",
  "disk-free": "number",
  "vector-store": "ms",
  "cache-store": "ms",
  "rate-limit": "share",
  pool: "share",
};

export function unitOfSignal(signal: Signal): Unit {
  if (signal.kind === "cost") return signal.relativeTo === "nothing" ? "usd" : "times";
  return signal.kind === "resource" ? RESOURCE_UNITS[signal.resource] : UNITS[signal.kind];
}

const REQUEST_DIMS: readonly Dimension[] = ["agent", "agentType", "version", "variant"];
const CALL_DIMS: readonly Dimension[] = [...REQUEST_DIMS, "provider", "model"];

const LATENCY_DIMS = {
  requests: [["agent", "version"], ["agent", "variant"], ["agentType"]],
  calls: [["agent"], ["provider", "model"]],
  requestTtft: [["agent"]],
  callTtft: [["agent"], ["provider", "model"]],
  step: [["agent"]],
} as const satisfies Record<string, readonly (readonly Dimension[])[]>;

const SILENT_DIMS = {
  requests: [REQUEST_DIMS],
  calls: [CALL_DIMS],
  feedback: [["agent"]],
  evaluation: [["agent", "gate"]],
  health: [["component"]],
  metric: [[]],
} as const satisfies Record<(typeof SILENT)[number], readonly (readonly Dimension[])[]>;

/** Metrics come with labels of their own; what else is counted has none. */
export const hasLabels = (signal: Signal | Addend): boolean => {
  switch (signal.kind) {
    case "metric":
    case "resource":
      return true;
    case "absence":
      return signal.of === "metric";
    case "ratio":
      return hasLabels(signal.part) && hasLabels(signal.whole);
    default:
      return false;
  }
};

/**
 * The dimensions that the rollups keep together for a signal: whatever is filtered or split by has to
 * fit into one of the sets. The environment is kept with everything.
 */
export function dimensionsOf(signal: Signal | Addend): readonly (readonly Dimension[])[] {
  switch (signal.kind) {
    case "errorRate":
      return signal.of === "calls" ? [CALL_DIMS] : [REQUEST_DIMS];
    case "latency":
      return LATENCY_DIMS[signal.of];
    case "count":
      return CALL_COUNTS.includes(signal.of) ? [CALL_DIMS] : [REQUEST_DIMS];
    case "cost":
      return [CALL_DIMS];
    case "costRate":
      return signal.per === "hour" ? [CALL_DIMS] : [REQUEST_DIMS];
    case "cacheHitRate":
    case "degradedShare":
      return [REQUEST_DIMS];
    case "feedback":
      return [["agent"]];
    case "qualityPassRate":
      return [["agent", "gate"]];
    case "completionRate":
      return [["agent", "journey"]];
    case "componentHealth":
      return [["component"]];
    case "absence":
      return SILENT_DIMS[signal.of];
    case "ratio":
      return [sharedDimensions(signal.part, signal.whole)];
    case "metric":
    case "resource":
      return [[]];
  }
}

function sharedDimensions(part: Addend, whole: Addend): readonly Dimension[] {
  const [first = []] = dimensionsOf(part);
  const [second = []] = dimensionsOf(whole);
  return first.filter((dimension) => second.includes(dimension));
}

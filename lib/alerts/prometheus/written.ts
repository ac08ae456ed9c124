/** A rule's condition as PromQL, over metrics as they were sent and over what our own scrape tells. */

import type { Filter } from "@/lib/alerts/filter";
import { labelOfField } from "@/lib/alerts/identity";
import type { Rule } from "@/lib/alerts/schema";
import type { Across, Addend, Signal } from "@/lib/alerts/signal";
import { durationText } from "@/lib/core/span-text";
import { cannot, INSTANT_WINDOW_MS } from "./signal";
import { promName, selectorText } from "./wildcards";

type Frame = Pick<Rule, "filters" | "groupBy" | "windowMs">;
type MetricLike = Extract<Addend, { kind: "metric" }>;

/** Throws a `Fault` whose message is the reason why it cannot be written. */
export function promqlOf(rule: Rule): string {
  const { signal, comparison, threshold, recoveryThreshold } = rule;
  if (signal.kind === "absence") return absenceText(signal, rule);
  const value = valueText(signal, rule);
  const bound = (at: number | null) =>
    at === null ? "" : `${value} ${comparison} ${numberText(scaleOf(signal) * at)}`;
  if (recoveryThreshold === null) return bound(threshold);
  return `${bound(threshold)} or (${bound(recoveryThreshold)} and ${ownState(rule)})`;
}

const numberText = (value: number): string => String(Number(value.toPrecision(12)));

/** Fires on below the threshold only what fires already. */
function ownState({ name, labels }: Rule): string {
  const added = ["alertname", "alertstate", "severity", ...Object.keys(labels)].join(", ");
  return `ignoring(${added}) ALERTS{alertname=${JSON.stringify(name)},alertstate="firing"} == 1`;
}

/** Our scrape tells seconds, as Prometheus wants them. */
const scaleOf = (signal: Signal): number => (signal.kind === "latency" ? 1 / 1_000 : 1);

function valueText(signal: Signal, frame: Frame): string {
  switch (signal.kind) {
    case "metric":
      return metricText({ ...signal, filters: [] }, frame);
    case "ratio":
      return `(${addendText(signal.part, frame)}) / (${addendText(signal.whole, frame)})`;
    case "latency":
      return latencyText(signal, frame);
    case "errorRate":
      return signal.of === "requests"
        ? share("errors", "requests", frame)
        : share("callErrors", "calls", frame);
    case "degradedShare":
      return share("degraded", "requests", frame);
    case "cacheHitRate":
      return share("cacheHits", "cacheLookups", frame);
    case "count":
      return countText(signal, frame);
    case "cost":
      if (signal.over !== "window")
        throw cannot("Prometheus knows no days, weeks and months of a project");
      return counted("cost", "increase", frame);
    case "costRate":
      return signal.per === "hour"
        ? `${counted("cost", "rate", frame)} * 3600`
        : share("cost", "requests", frame);
    default:
      throw cannot(`the scrape does not tell what “${signal.kind}” looks at`);
  }
}

const addendText = (addend: Addend, frame: Frame): string => {
  if (addend.kind === "metric") return metricText(addend, frame);
  const own = { ...frame, filters: [...frame.filters, ...addend.filters] };
  return addend.kind === "count" ? countText(addend, own) : counted("cost", "increase", own);
};

const OVER_TIME = {
  mean: "avg_over_time",
  min: "min_over_time",
  max: "max_over_time",
  sum: "sum_over_time",
  count: "count_over_time",
  increase: "increase",
  rate: "rate",
  last: "last_over_time",
} as const;

function metricText(metric: MetricLike, { filters, groupBy, windowMs }: Frame): string {
  const { name, aggregation, across, percentile } = metric;
  const own = [...filters, ...metric.filters];
  const range = `[${durationText(windowMs)}]`;
  if (aggregation === "percentile") {
    const buckets = `rate(${selectorText(`${name}_bucket`, own)}${range})`;
    const inner =
      groupBy[0] === "series"
        ? buckets
        : `sum by (${[...labelsOf(groupBy), "le"].join(", ")}) (${buckets})`;
    return `histogram_quantile(${numberText((percentile ?? 0) / 100)}, ${inner})`;
  }
  const selector = selectorText(name, own);
  const isInstant = aggregation === "last" && windowMs === INSTANT_WINDOW_MS;
  const value = isInstant ? selector : `${OVER_TIME[aggregation]}(${selector}${range})`;
  return grouped(across, value, groupBy);
}

const labelsOf = (groupBy: Rule["groupBy"]): string[] =>
  groupBy.map((field) => promName(labelOfField(field)));

const ACROSS: Readonly<Record<Across, string>> = {
  sum: "sum",
  mean: "avg",
  min: "min",
  max: "max",
  count: "count",
};

function grouped(across: Across, value: string, groupBy: Rule["groupBy"]): string {
  if (groupBy.includes("series")) return value;
  if (groupBy.length === 0) return `${ACROSS[across]}(${value})`;
  return `${ACROSS[across]} by (${labelsOf(groupBy).join(", ")}) (${value})`;
}

const AGENT = "wheelhouse_agent";
type Counter = readonly [name: string, tokenClass?: string];
/** What the scrape tells of an agent, with its labels environment and agent. */
const COUNTERS = {
  requests: [`${AGENT}_requests_total`],
  errors: [`${AGENT}_errors_total`],
  degraded: [`${AGENT}_degraded_requests_total`],
  cacheHits: [`${AGENT}_cache_hits_total`],
  cacheLookups: [`${AGENT}_cache_lookups_total`],
  calls: [`${AGENT}_llm_calls_total`],
  callErrors: [`${AGENT}_llm_call_errors_total`],
  unpricedCalls: [`${AGENT}_unpriced_llm_calls_total`],
  inputTokens: [`${AGENT}_tokens_total`, "input"],
  cacheReadTokens: [`${AGENT}_tokens_total`, "cache_read"],
  cacheWriteTokens: [`${AGENT}_tokens_total`, "cache_write"],
  outputTokens: [`${AGENT}_tokens_total`, "output"],
  cost: [`${AGENT}_cost_dollars_total`],
} as const satisfies Record<string, Counter>;
type Counted = keyof typeof COUNTERS;
const SCRAPED = ["environment", "agent"];

function counted(what: Counted, read: "increase" | "rate", frame: Frame): string {
  refuseUnscraped(frame);
  const [name, tokenClass]: Counter = COUNTERS[what];
  const ofClass: Filter[] = tokenClass
    ? [{ on: "label:class", op: "is", values: [tokenClass] }]
    : [];
  const selector = selectorText(name, [...frame.filters, ...ofClass]);
  return grouped("sum", `${read}(${selector}[${durationText(frame.windowMs)}])`, frame.groupBy);
}

function refuseUnscraped({ filters, groupBy }: Frame): void {
  const stray = [...filters.map(({ on }) => on), ...groupBy].find((on) => !SCRAPED.includes(on));
  if (stray) throw cannot(`the scrape tells environment and agent, not “${stray}”`);
}

const share = (part: Counted, whole: Counted, frame: Frame): string =>
  `${counted(part, "increase", frame)} / ${counted(whole, "increase", frame)}`;

function countText(
  { of, per }: Pick<Extract<Signal, { kind: "count" }>, "of" | "per">,
  frame: Frame,
): string {
  if (per === "window") return counted(of, "increase", frame);
  const rate = counted(of, "rate", frame);
  return per === "second" ? rate : `${rate} * 60`;
}

function latencyText(signal: Extract<Signal, { kind: "latency" }>, frame: Frame): string {
  if (signal.of !== "requests") throw cannot("the scrape tells the latency of requests only");
  refuseUnscraped(frame);
  const buckets = selectorText(`${AGENT}_request_duration_seconds_bucket`, frame.filters);
  const labels = [...labelsOf(frame.groupBy), "le"].join(", ");
  const rate = `rate(${buckets}[${durationText(frame.windowMs)}])`;
  return `histogram_quantile(${numberText(signal.percentile / 100)}, sum by (${labels}) (${rate}))`;
}

function absenceText(signal: Extract<Signal, { kind: "absence" }>, frame: Frame): string {
  const range = `[${durationText(frame.windowMs)}]`;
  if (signal.of === "metric") {
    if (frame.groupBy.length > 0) throw cannot("Prometheus knows no absence split by labels");
    return `absent_over_time(${selectorText(signal.name ?? "", frame.filters)}${range})`;
  }
  if (signal.of !== "requests" && signal.of !== "calls")
    throw cannot(`the scrape does not tell of ${signal.of}`);
  return `${counted(signal.of, "increase", frame)} == 0`;
}

/** Rules in a sentence: what is measured, over which time, when it fires, and for whom. */
import { capital, spanWords } from "@/lib/core/format";
import { CATALOGUE } from "@/lib/infrastructure/catalogue";
import { figureText, figureUnitOf } from "./figure";
import type { Filter } from "./filter";
import type { Comparison, Rule } from "./schema";
import type { Addend, Aggregation, Signal } from "./signal";

const COUNTED: Readonly<Record<Extract<Signal, { kind: "count" }>["of"], string>> = {
  requests: "requests",
  errors: "failed requests",
  degraded: "degraded answers",
  cacheHits: "cache hits",
  cacheLookups: "cache lookups",
  calls: "LLM calls",
  callErrors: "failed LLM calls",
  unpricedCalls: "unpriced LLM calls",
  inputTokens: "input tokens",
  cacheReadTokens: "cache-read tokens",
  cacheWriteTokens: "cache-write tokens",
  outputTokens: "output tokens",
};

const PERIODS = {
  window: "cost",
  day: "cost today",
  week: "cost this week",
  month: "cost this month",
} as const;

const TIMED = {
  requests: "latency",
  calls: "LLM call latency",
  requestTtft: "time to first token of requests",
  callTtft: "time to first token of LLM calls",
} as const;

const SILENT = {
  requests: "requests",
  calls: "LLM calls",
  feedback: "feedback",
  evaluation: "evaluations",
  health: "health reports",
  metric: "metric",
} as const;

const AGGREGATED: Readonly<Record<Aggregation, string>> = {
  last: "last",
  mean: "mean",
  min: "least",
  max: "greatest",
  sum: "sum of",
  count: "number of",
  increase: "increase of",
  rate: "rate a second of",
  percentile: "percentile of",
};

/** `error rate`, `p95 latency of retrieval`: begins small, to stand inside a sentence. */
export function signalWords(signal: Signal): string {
  switch (signal.kind) {
    case "errorRate":
      return signal.of === "calls" ? "LLM call error rate" : "error rate";
    case "latency":
      return latencyWords(signal);
    case "cost":
    case "count":
    case "metric":
      return addendWords(signal);
    case "costRate":
      return signal.per === "hour" ? "cost an hour" : "cost a request";
    case "cacheHitRate":
      return "cache hit rate";
    case "feedback":
      return "feedback score";
    case "qualityPassRate":
      return ofOne("pass rate", signal.gate, "quality pass rate");
    case "completionRate":
      return ofOne("completion rate", signal.journey);
    case "degradedShare":
      return "share of degraded answers";
    case "resource":
      return resourceWords(signal.resource);
    case "componentHealth":
      return ofOne("health", signal.component, "component health");
    case "absence":
      return [SILENT[signal.of], signal.name].filter(Boolean).join(" ");
    case "ratio":
      return `${addendWords(signal.part)} / ${addendWords(signal.whole)}`;
  }
}

const ofOne = (what: string, name: string | undefined, ofAll = what): string =>
  name === undefined ? ofAll : `${what} of ${name}`;

function latencyWords({ of, step, percentile }: Extract<Signal, { kind: "latency" }>): string {
  const what = of === "step" ? `latency of ${step ?? "a step"}` : TIMED[of];
  return `p${percentile} ${what}`;
}

function addendWords(it: Addend | Extract<Signal, { kind: "cost" | "count" | "metric" }>): string {
  switch (it.kind) {
    case "count":
      return it.per === "window" ? COUNTED[it.of] : `${COUNTED[it.of]} a ${it.per}`;
    case "cost":
      return "over" in it ? costWords(it) : "cost";
    case "metric":
      return it.aggregation === "percentile"
        ? `p${it.percentile ?? "?"} of ${it.name}`
        : `${AGGREGATED[it.aggregation]} ${it.name}`;
  }
}

function costWords({ over, relativeTo }: Extract<Signal, { kind: "cost" }>): string {
  if (relativeTo === "budget") return `${PERIODS[over]}, against its budget`;
  if (relativeTo === "average") return `${PERIODS[over]}, against an average ${over}`;
  return PERIODS[over];
}

/** Titles begin with a capital; names such as CPU keep theirs. */
function resourceWords(resource: string): string {
  const title = CATALOGUE.find(({ id }) => id === resource)?.title ?? resource;
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

const COMPARED: Readonly<Record<Comparison, string>> = {
  ">": "above",
  ">=": "at or above",
  "<": "below",
  "<=": "at or below",
  "==": "equal to",
  "!=": "other than",
};
export const comparisonWords = (comparison: Comparison): string => COMPARED[comparison];

type Worded = Pick<
  Rule,
  "signal" | "filters" | "comparison" | "threshold" | "windowMs" | "forMs" | "keepFiringForMs"
>;

/** `Error rate over 5 min above 5 % for 5 min, where agent is support`. */
export function ruleWords(rule: Worded): string {
  const { filters, forMs, keepFiringForMs } = rule;
  const parts = [
    conditionWords(rule),
    forMs > 0 && `for ${spanWords(forMs)}`,
    filters.length > 0 && `where ${filters.map(filterWords).join(" and ")}`,
  ].filter((part) => part !== false);
  const hold = keepFiringForMs > 0 ? `; holds ${spanWords(keepFiringForMs)} after it ends` : "";
  return capital(`${parts.join(" ")}${hold}`);
}

function conditionWords({ signal, comparison, threshold, windowMs }: Worded): string {
  const measured = signalWords(signal);
  const over = isToDate(signal) ? "" : ` over ${spanWords(windowMs)}`;
  if (signal.kind === "absence") return `no ${measured}${over}`;
  const bound = figureText(figureUnitOf(signal), threshold) ?? "its threshold";
  return `${measured}${over} ${COMPARED[comparison]} ${bound}`;
}

const isToDate = (signal: Signal): boolean => signal.kind === "cost" && signal.over !== "window";

const OPS: Readonly<Record<Filter["op"], string>> = {
  is: "is",
  isNot: "is not",
  like: "is like",
  notLike: "is not like",
};

function filterWords({ on, op, values }: Filter): string {
  const name = on.startsWith("label:") ? on.slice("label:".length) : on;
  return `${name} ${OPS[op]} ${values.map((value) => value || "absent").join(" or ")}`;
}

/** What has to be read for a rule, and how its value comes of that. */
import type { Dimension, Filter } from "@/lib/alerts/filter";
import type { Rule } from "@/lib/alerts/schema";
import type { Addend, Signal } from "@/lib/alerts/signal";
import { quantile } from "@/lib/core/sketch";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { CounterDim } from "@/lib/telemetry/store/counters";
import type { SketchDim } from "@/lib/telemetry/store/sketches";
import type { TallyKind } from "@/lib/telemetry/store/tallies";
import {
  completion,
  cost,
  costPerHour,
  costPerRequest,
  count,
  countedLevel,
  level,
  presence,
  share,
} from "./amounts";
import { type Source, WHOLE } from "./ask";
import { costRecipe } from "./cost";
import { DIMENSION_COLUMNS } from "./keys";
import { isGrowing, type MetricAsk, metricFigure } from "./metric";
import { alone, type Figure, type Part, type Recipe } from "./part";
import { derived, namesOf, resourceFigure, specOf } from "./resource";
import { mergedSketch, newestOf, type Row } from "./row";

/** What a reading depends on beside the rollups. */
export type Place = { readonly id: number; readonly timeZone: string; readonly targets: unknown };
/** What of a rule decides what it reads. */
export type Measures = Pick<Rule, "signal" | "filters" | "groupBy" | "windowMs">;
/** `then`: of the past, of which less is known than of now. */
type When = "now" | "then";

/** Null where the project has not said what a rule needs to know: there is then no data. */
export function recipeOf(rule: Measures, project: Place, when: When): Recipe | null {
  const { signal } = rule;
  switch (signal.kind) {
    case "cost":
      return costRecipe(signal, project, counterPart(rule, cost));
    case "ratio":
      return {
        parts: [addendPart(rule, signal.part), addendPart(rule, signal.whole)],
        combine: (part, whole) =>
          whole && whole.value !== 0
            ? { value: part.value / whole.value, n: whole.n, at: Math.max(part.at, whole.at) }
            : null,
      };
    default:
      return alone(partOf(rule, signal, when));
  }
}

type Simple = Exclude<Signal, { kind: "cost" | "ratio" }>;

function partOf(rule: Measures, signal: Simple, when: When): Part {
  switch (signal.kind) {
    case "errorRate":
      return signal.of === "calls"
        ? counterPart(rule, share("callErrors", "calls"))
        : counterPart(rule, share("errors", "requests"));
    case "count":
      return counterPart(rule, count(signal));
    case "costRate":
      return counterPart(rule, signal.per === "hour" ? costPerHour : costPerRequest);
    case "cacheHitRate":
      return counterPart(rule, share("cacheHits", "cacheLookups"));
    case "degradedShare":
      return counterPart(rule, share("degraded", "requests"));
    case "feedback":
      return tallyPart(rule, "feedback", share("sum", "n"));
    case "qualityPassRate":
      return tallyPart(rule, "evaluation", share("passed", "n"), only("gate", signal.gate));
    case "completionRate":
      return tallyPart(rule, "journey", completion, only("journey", signal.journey));
    case "latency":
      return latencyPart(rule, signal);
    case "metric":
      return metricPart(rule, signal.name, signal);
    case "resource":
      return resourcePart(rule, signal.resource);
    case "componentHealth":
      return healthPart(rule, signal.component, when);
    case "absence":
      return absencePart(rule, signal);
  }
}

const only = (on: Dimension, value: string | undefined): Filter[] =>
  value === undefined ? [] : [{ on, op: "is", values: [value] }];

const rolling =
  (windowMs: number): Part["windowAt"] =>
  (now) => ({
    from: new Date(now.getTime() - windowMs),
    to: now,
  });

const simple = ({ windowMs }: Measures, source: Source, figure: Part["figure"]): Part => ({
  source,
  filters: [],
  windowAt: rolling(windowMs),
  stepsAt: () => WHOLE,
  name: null,
  figure,
});

/** The fields that the rule looks at; `more` are those of one side of a ratio. */
const usedBy = ({ filters, groupBy }: Measures, more: readonly Filter[] = []): Set<string> =>
  new Set([...filters.map(({ on }) => on), ...groupBy, ...more.map(({ on }) => on)]);

function counterPart(rule: Measures, figure: Part["figure"], more: readonly Filter[] = []): Part {
  const used = usedBy(rule, more);
  const dims = (Object.keys(DIMENSION_COLUMNS) as CounterDim[]).filter(
    (dim) => dim !== "environment" && used.has(dim),
  );
  return { ...simple(rule, { store: "counter", dims }, figure), filters: more };
}

const tallyPart = (
  rule: Measures,
  kind: TallyKind,
  figure: Part["figure"],
  filters: readonly Filter[] = [],
): Part => ({ ...simple(rule, { store: "tally", kinds: [kind] }, figure), name: kind, filters });

const SUBJECTS = {
  requests: "request",
  calls: "call",
  requestTtft: "request_ttft",
  callTtft: "ttft",
  step: "step",
} as const;

function latencyPart(rule: Measures, signal: Extract<Signal, { kind: "latency" }>): Part {
  const source = {
    store: "sketch",
    subject: SUBJECTS[signal.of],
    dim: dimOf(rule, signal),
  } as const;
  const figure = (rows: readonly Row[]): Figure | null => {
    const sketch = mergedSketch(rows);
    const value = quantile(sketch, signal.percentile / 100);
    return value === null ? null : { value, n: sketch.n, at: newestOf(rows) };
  };
  const scaled: Part["figure"] = (rows, { scale }) => {
    const found = figure(rows);
    return found && { ...found, n: (found.n ?? 0) * scale };
  };
  return { ...simple(rule, source, scaled), name: signal.step ?? null };
}

function dimOf(rule: Measures, { of }: Extract<Signal, { kind: "latency" }>): SketchDim {
  const used = usedBy(rule);
  if (used.has("agentType")) return "agent_type";
  if (used.has("version")) return "version";
  if (used.has("variant")) return "variant";
  if (used.has("provider") || used.has("model")) return "model";
  if (used.has("agent")) return "agent";
  return of === "step" ? "name" : "all";
}

/** How far before the window a counter's last value is looked for. */
const BASELINE_MS = 5 * MINUTE;

function metricPart(
  rule: Measures,
  name: string,
  ask: MetricAsk,
  filters: readonly Filter[] = [],
): Part {
  const hasHistogram = ask.aggregation === "percentile";
  const source = { store: "metric", names: [name], canonical: [], hasHistogram } as const;
  const part = { ...simple(rule, source, metricFigure(ask)), name, filters };
  if (!isGrowing(ask.aggregation)) return part;
  const { windowMs } = rule;
  return {
    ...part,
    stepsAt: () => ({ kind: "every", tier: tierFor(windowMs) }),
    baselineMs: BASELINE_MS,
  };
}

const tierFor = (windowMs: number) => (windowMs <= 2 * HOUR ? "1m" : windowMs <= DAY ? "5m" : "1h");

function resourcePart(rule: Measures, resource: string): Part {
  const spec = specOf(resource);
  const hasHistogram = spec.statistic === "p95";
  const source = { store: "metric", names: [], canonical: namesOf(spec), hasHistogram } as const;
  return { ...simple(rule, source, resourceFigure(spec)), derive: derived(spec) };
}

function healthPart(rule: Measures, component: string | undefined, when: When): Part {
  const filters = only("component", component);
  if (when === "then") return tallyPart(rule, "health", countedLevel, filters);
  return { ...simple(rule, { store: "component" }, level), filters };
}

function absencePart(rule: Measures, { of, name }: Extract<Signal, { kind: "absence" }>): Part {
  switch (of) {
    case "requests":
    case "calls":
      return counterPart(rule, presence(of));
    case "metric":
      return metricPart(rule, name ?? "", { aggregation: "count", across: "sum" });
    case "health":
      return tallyPart(rule, of, presence("n"), only("component", name));
    default:
      return tallyPart(rule, of, presence("n"));
  }
}

function addendPart(rule: Measures, addend: Addend): Part {
  switch (addend.kind) {
    case "count":
      return counterPart(rule, count(addend), addend.filters);
    case "cost":
      return counterPart(rule, cost, addend.filters);
    case "metric":
      return metricPart(rule, addend.name, addend, addend.filters);
  }
}

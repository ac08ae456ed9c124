/** The signals as a form offers them: what each begins as, and the fields that say more about it. */
import type { Addend, Signal } from "@/lib/alerts/signal";

type Option = { readonly value: string; readonly label: string };
export type FormField = {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  /** Shown only with these values of another field. */
  readonly with?: { readonly key: string; readonly values: readonly string[] };
} & (
  | { readonly kind: "choice"; readonly options: readonly Option[] }
  | { readonly kind: "text"; readonly isOptional: boolean; readonly placeholder: string }
  | { readonly kind: "percentile" }
);
export type SignalForm<S = Signal> = {
  readonly label: string;
  readonly says: string;
  readonly start: S;
  readonly fields: readonly FormField[];
};

const options = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const choice = (
  key: string,
  label: string,
  words: Readonly<Record<string, string>>,
): FormField => ({
  kind: "choice",
  key,
  label,
  options: options(words),
});
const optional = (key: string, label: string, placeholder: string): FormField => ({
  ...{ kind: "text", key, label, placeholder },
  isOptional: true,
});
const required = (key: string, label: string, placeholder: string): FormField => ({
  ...{ kind: "text", key, label, placeholder },
  isOptional: false,
});
const PERCENTILE: FormField = { kind: "percentile", key: "percentile", label: "Percentile" };

const OF = { requests: "Requests", calls: "Model calls" };
const COUNTED = {
  requests: "Requests",
  errors: "Failed requests",
  degraded: "Degraded answers",
  cacheHits: "Cache hits",
  cacheLookups: "Cache lookups",
  calls: "Model calls",
  callErrors: "Failed model calls",
  unpricedCalls: "Unpriced model calls",
  inputTokens: "Input tokens",
  cacheReadTokens: "Cache-read tokens",
  cacheWriteTokens: "Cache-write tokens",
  outputTokens: "Output tokens",
};
const PER = { window: "In the window", minute: "A minute", second: "A second" };
const AGGREGATED = {
  last: "Last value",
  mean: "Mean",
  min: "Smallest",
  max: "Largest",
  sum: "Sum",
  count: "Number of samples",
  increase: "Increase of a counter",
  rate: "Rate of a counter, a second",
  percentile: "Percentile",
};
const ACROSS = { mean: "Mean", sum: "Sum", min: "Smallest", max: "Largest", count: "How many" };
const RESOURCES = {
  cpu: "CPU in use",
  memory: "Memory in use",
  disk: "Disk in use",
  "disk-free": "Free disk space",
  "vector-store": "Vector search, p95",
  "cache-store": "Cache store latency",
  "rate-limit": "Provider's rate limit in use",
  pool: "Database connections in use",
};
const SILENT = {
  requests: "Requests",
  calls: "Model calls",
  feedback: "Feedback",
  evaluation: "Evaluations",
  health: "Health reports",
  metric: "A metric",
};

const countFields = [choice("of", "What is counted", COUNTED), choice("per", "Per", PER)];
const metricFields: readonly FormField[] = [
  required("name", "Metric", "queue.depth"),
  choice("aggregation", "Over the window", AGGREGATED),
  { ...PERCENTILE, with: { key: "aggregation", values: ["percentile"] } },
  choice("across", "Over the series of a group", ACROSS),
];
const metricStart = {
  kind: "metric",
  name: "",
  aggregation: "last",
  across: "mean",
} as const;

/** What adds up: the two halves of a ratio. */
export const ADDEND_FORMS: { readonly [K in Addend["kind"]]: SignalForm<Addend> } = {
  count: {
    label: "A count",
    says: "Something the rollups count.",
    start: { kind: "count", of: "requests", per: "window", filters: [] },
    fields: [choice("of", "What is counted", COUNTED)],
  },
  cost: {
    label: "Cost",
    says: "US dollars.",
    start: { kind: "cost", filters: [] },
    fields: [],
  },
  metric: {
    label: "A metric",
    says: "A metric by name.",
    start: { ...metricStart, aggregation: "sum", across: "sum", filters: [] },
    fields: metricFields,
  },
};

export const SIGNAL_FORMS: { readonly [K in Signal["kind"]]: SignalForm } = {
  errorRate: {
    label: "Error rate",
    says: "Which share fails.",
    start: { kind: "errorRate", of: "requests" },
    fields: [choice("of", "Of", OF)],
  },
  latency: {
    label: "Latency percentile",
    says: "How long the slowest take, from merged histograms.",
    start: { kind: "latency", of: "requests", percentile: 95 },
    fields: [
      choice("of", "Of", {
        ...OF,
        requestTtft: "Time to first token, requests",
        callTtft: "Time to first token, model calls",
        step: "One step",
      }),
      { ...required("step", "Step", "retrieval"), with: { key: "of", values: ["step"] } },
      PERCENTILE,
    ],
  },
  count: {
    label: "Count",
    says: "How many requests, errors, calls or tokens.",
    start: { kind: "count", of: "requests", per: "window" },
    fields: countFields,
  },
  cost: {
    label: "Cost",
    says: "US dollars, or set against a budget or an average.",
    start: { kind: "cost", over: "day", relativeTo: "nothing" },
    fields: [
      choice("over", "Over", {
        window: "The window",
        day: "Today",
        week: "This week",
        month: "This month",
      }),
      choice("relativeTo", "Set against", {
        nothing: "Nothing: in US dollars",
        budget: "The budget: 1 is all of it",
        average: "The average of the periods before",
      }),
    ],
  },
  costRate: {
    label: "Cost rate",
    says: "US dollars an hour or a request.",
    start: { kind: "costRate", per: "hour" },
    fields: [choice("per", "Per", { hour: "Hour", request: "Request" })],
  },
  cacheHitRate: {
    label: "Cache hit rate",
    says: "Which share of the lookups the cache answers.",
    start: { kind: "cacheHitRate" },
    fields: [],
  },
  feedback: {
    label: "Feedback",
    says: "Which share of the feedback is good.",
    start: { kind: "feedback" },
    fields: [],
  },
  qualityPassRate: {
    label: "Quality pass rate",
    says: "Which share of the evaluated answers passes.",
    start: { kind: "qualityPassRate" },
    fields: [optional("gate", "Gate", "any gate")],
  },
  completionRate: {
    label: "Completion rate",
    says: "Which share of the journeys is completed.",
    start: { kind: "completionRate" },
    fields: [optional("journey", "Journey", "any journey")],
  },
  degradedShare: {
    label: "Degraded answers",
    says: "Which share a fallback gives.",
    start: { kind: "degradedShare" },
    fields: [],
  },
  metric: {
    label: "Any metric",
    says: "A metric by the name it is sent with.",
    start: metricStart,
    fields: metricFields,
  },
  resource: {
    label: "Infrastructure",
    says: "A figure of the infrastructure page, under whatever name it is sent.",
    start: { kind: "resource", resource: "cpu" },
    fields: [choice("resource", "Figure", RESOURCES)],
  },
  componentHealth: {
    label: "Health of a component",
    says: "The last report: 0 ok, 1 degraded, 2 down.",
    start: { kind: "componentHealth" },
    fields: [optional("component", "Component", "any component")],
  },
  absence: {
    label: "Absence of data",
    says: "Nothing arrives any more.",
    start: { kind: "absence", of: "requests" },
    fields: [
      choice("of", "Of", SILENT),
      {
        ...required("name", "Name", "queue.depth"),
        with: { key: "of", values: ["metric", "health"] },
      },
    ],
  },
  ratio: {
    label: "Ratio of two",
    says: "One figure divided by another; without a second there is no value.",
    start: {
      kind: "ratio",
      part: { kind: "count", of: "errors", per: "window", filters: [] },
      whole: { kind: "count", of: "requests", per: "window", filters: [] },
    },
    fields: [],
  },
};

/** The fields that show, given what is chosen. */
export function shownFields({ fields }: SignalForm<unknown>, chosen: object): readonly FormField[] {
  const values = chosen as Readonly<Record<string, unknown>>;
  return fields.filter(
    ({ with: other }) => !other || other.values.includes(String(values[other.key])),
  );
}

/** A change of one field; what no longer shows is left out, and what must be there begins somewhere. */
export function withField<S extends Signal | Addend>(
  form: SignalForm<unknown>,
  signal: S,
  key: string,
  value: string | number,
): S {
  const next: Record<string, unknown> = { ...signal, [key]: value };
  for (const field of form.fields) {
    const isShown = shownFields(form, next).includes(field);
    const isEmpty = next[field.key] === "" && field.kind === "text" && field.isOptional;
    if (!isShown || isEmpty) delete next[field.key];
    else if (field.kind === "percentile") next[field.key] ??= 95;
    else if (field.kind === "text" && !field.isOptional) next[field.key] ??= "";
  }
  // The form has the fields of the schema, which judges the whole when it is sent.
  return next as S;
}

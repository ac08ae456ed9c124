/** The demo's agents, models, people and machines: who they are and how they behave on a calm day. */

export type Model = {
  readonly provider: string;
  readonly model: string;
  readonly ttftMs: number;
  readonly msPerToken: number;
  /** What its client takes a million tokens in and out to cost, cached or not; most clients say nothing. */
  readonly told?: readonly [input: number, output: number];
};

const model = (provider: string, name: string, ttftMs: number, msPerToken: number): Model => ({
  provider,
  model: name,
  ttftMs,
  msPerToken,
});

export const MODELS = {
  "gpt-4.1": model("openai", "gpt-4.1", 320, 3),
  /** Its client knows nothing of cached tokens, so what it says is too much. */
  "gpt-4.1-mini": { ...model("openai", "gpt-4.1-mini", 260, 2.6), told: [0.4, 1.6] },
  "gpt-5": model("openai", "gpt-5", 460, 3.1),
  haiku: model("anthropic", "claude-haiku-4-5", 280, 2.9),
  sonnet: model("anthropic", "claude-sonnet-4-5", 400, 3),
  opus: model("anthropic", "claude-opus-4-1", 900, 8.5),
  flash: model("google", "gemini-2.5-flash", 230, 2.2),
  /** In no price catalogue: shows what unpriced looks like. */
  house: model("self-hosted", "llama-3.3-70b-contracts-ft", 210, 6.5),
} satisfies Record<string, Model>;
export type ModelName = keyof typeof MODELS;

export type Agent = {
  readonly name: string;
  readonly type: string;
  /** Share of all requests. */
  readonly weight: number;
  readonly models: readonly (readonly [ModelName, number])[];
  /** Who answers when the first choice fails. */
  readonly fallback: ModelName;
  readonly calls: readonly [low: number, high: number];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Share of the input that the provider's prompt cache holds. */
  readonly promptCached: number;
  readonly cache: { readonly hitRatio: number; readonly layers: Layers } | null;
  readonly steps: readonly (readonly [name: string, medianMs: number])[];
  readonly journey: string | null;
  readonly outcome: {
    readonly type: string;
    readonly unit: string;
    readonly median: number;
  } | null;
  readonly version: string;
  readonly variants: readonly (readonly [string, number])[] | null;
};
type Layers = readonly (readonly [layer: string, weight: number])[];

export const AGENTS: readonly Agent[] = [
  {
    name: "support-rag",
    type: "rag",
    weight: 34,
    models: [
      ["gpt-4.1", 82],
      ["gpt-4.1-mini", 18],
    ],
    fallback: "sonnet",
    calls: [1, 2],
    inputTokens: 12_500,
    outputTokens: 330,
    promptCached: 0.25,
    cache: {
      hitRatio: 0.58,
      layers: [
        ["semantic", 7],
        ["exact", 3],
      ],
    },
    steps: [
      ["embed", 28],
      ["retrieval", 165],
      ["rerank", 60],
    ],
    journey: "support-chat",
    outcome: { type: "ticket_resolved", unit: "minutes_saved", median: 8 },
    version: "2.2.7",
    variants: [
      ["control", 80],
      ["short-prompt", 20],
    ],
  },
  {
    name: "faq-cache",
    type: "cag",
    weight: 26,
    models: [["haiku", 1]],
    fallback: "flash",
    calls: [1, 1],
    inputTokens: 9_000,
    outputTokens: 160,
    promptCached: 0.9,
    cache: {
      hitRatio: 0.83,
      layers: [
        ["exact", 6],
        ["semantic", 4],
      ],
    },
    steps: [["cache-lookup", 9]],
    journey: null,
    outcome: { type: "question_deflected", unit: "minutes_saved", median: 3 },
    version: "1.11.2",
    variants: null,
  },
  {
    name: "research-hybrid",
    type: "hybrid",
    weight: 14,
    models: [
      ["sonnet", 90],
      ["gpt-5", 10],
    ],
    fallback: "gpt-4.1",
    calls: [1, 2],
    inputTokens: 12_000,
    outputTokens: 420,
    promptCached: 0.55,
    cache: { hitRatio: 0.44, layers: [["semantic", 1]] },
    steps: [
      ["retrieval", 190],
      ["graph-lookup", 120],
      ["rerank", 70],
    ],
    journey: null,
    outcome: { type: "report_written", unit: "minutes_saved", median: 26 },
    version: "0.8.4",
    variants: null,
  },
  {
    name: "writing-direct",
    type: "direct",
    weight: 15,
    models: [
      ["gpt-4.1-mini", 60],
      ["flash", 40],
    ],
    fallback: "haiku",
    calls: [1, 1],
    inputTokens: 900,
    outputTokens: 380,
    promptCached: 0,
    cache: null,
    steps: [],
    journey: null,
    outcome: null,
    version: "3.0.4",
    variants: null,
  },
  {
    name: "trip-planner",
    type: "multi-agent",
    weight: 6,
    models: [
      ["gpt-5", 55],
      ["flash", 45],
    ],
    fallback: "gpt-4.1",
    calls: [2, 4],
    inputTokens: 4_600,
    outputTokens: 260,
    promptCached: 0.2,
    cache: null,
    steps: [
      ["plan", 240],
      ["flights-tool", 310],
      ["hotels-tool", 280],
    ],
    journey: "trip-booking",
    outcome: { type: "trip_booked", unit: "usd", median: 34 },
    version: "0.4.9",
    variants: null,
  },
  {
    name: "contract-reader",
    type: "direct",
    weight: 5,
    models: [["house", 1]],
    fallback: "gpt-4.1",
    calls: [1, 1],
    inputTokens: 11_000,
    outputTokens: 240,
    promptCached: 0,
    cache: { hitRatio: 0.35, layers: [["exact", 1]] },
    steps: [["parse", 90]],
    journey: null,
    outcome: { type: "contract_checked", unit: "minutes_saved", median: 19 },
    version: "1.0.2",
    variants: null,
  },
];

/** What goes wrong on a calm day, with the status the user sees. */
export type Failure = {
  readonly type: string;
  readonly message: string;
  readonly statusCode: number;
  readonly status: "error" | "timeout";
  readonly weight: number;
};

export const FAILURES: readonly Failure[] = [
  {
    type: "RateLimitError",
    message: "The provider's tokens-per-minute limit was reached",
    statusCode: 429,
    status: "error",
    weight: 26,
  },
  {
    type: "APITimeoutError",
    message: "The model did not answer within 30 seconds",
    statusCode: 504,
    status: "timeout",
    weight: 22,
  },
  {
    type: "VectorStoreConnectionError",
    message: "Cannot connect to the vector store: connection refused",
    statusCode: 503,
    status: "error",
    weight: 14,
  },
  {
    type: "OutputParseError",
    message: "The model's answer is not the JSON that the schema asks for",
    statusCode: 502,
    status: "error",
    weight: 14,
  },
  {
    type: "ContextLengthExceeded",
    message: "The prompt is longer than the model's context window",
    statusCode: 400,
    status: "error",
    weight: 10,
  },
  {
    type: "ToolExecutionError",
    message: "Tool `order_lookup` failed: upstream returned 500",
    statusCode: 502,
    status: "error",
    weight: 8,
  },
  {
    type: "ContentFiltered",
    message: "The provider's safety filter refused the answer",
    statusCode: 422,
    status: "error",
    weight: 6,
  },
];

export const OUTAGE: Failure = {
  type: "ServiceUnavailableError",
  message: "The provider answers 529 overloaded",
  statusCode: 503,
  status: "error",
  weight: 1,
};

/** Components with their usual probe latency. */
export const COMPONENTS: readonly (readonly [name: string, latencyMs: number])[] = [
  ["vector-store", 24],
  ["cache-store", 2],
  ["postgres", 4],
  ["openai", 210],
  ["anthropic", 240],
  ["embedding-model", 31],
];

export const GATES: readonly (readonly [gate: string, passRatio: number])[] = [
  ["groundedness", 0.94],
  ["answer-relevance", 0.96],
  ["safety", 0.995],
];

export const PEOPLE = 420;

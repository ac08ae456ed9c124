/** The forms in which providers write what a call used, and where in each form every count stands. */
import type { TokenClass } from "@/lib/cost/token-class";
import { type Fields, isFields } from "./field";

/** Counts as they are written: `input` and `output` are wholes, everything else is a part of one of them. */
export type Written = "total" | "webSearch" | Exclude<TokenClass, "cacheWrite1h"> | "cacheWrite1h";

export type Dialect = {
  /** Where the counts stand, such as `usage`. */
  readonly root: string;
  /** Paths that add up to the count. Of several spellings in one path, `a|b`, the first that is there holds. */
  readonly counts: Readonly<Partial<Record<Written, readonly string[]>>>;
};

const modalities = (list: string, modality: string) => `${list}[modality=${modality}].tokenCount`;
const pictures = (list: string) => [modalities(list, "IMAGE"), modalities(list, "DOCUMENT")];
const both = (modality: string) => [
  modalities("promptTokensDetails", modality),
  modalities("toolUsePromptTokensDetails", modality),
];

export const DIALECTS = {
  /** OpenAI's chat completions and everybody who took them over. */
  chat: {
    root: "usage",
    counts: {
      input: ["prompt_tokens"],
      cacheRead: ["prompt_tokens_details.cached_tokens|prompt_cache_hit_tokens|cached_tokens"],
      cacheWrite: ["prompt_tokens_details.cache_write_tokens"],
      inputAudio: ["prompt_tokens_details.audio_tokens"],
      output: ["completion_tokens"],
      reasoning: ["completion_tokens_details.reasoning_tokens|reasoning_tokens"],
      outputAudio: ["completion_tokens_details.audio_tokens"],
      total: ["total_tokens"],
    },
  },
  /** Only what was read is charged. */
  embeddings: { root: "usage", counts: { input: ["prompt_tokens"] } },
  responses: {
    root: "usage",
    counts: {
      input: ["input_tokens"],
      cacheRead: ["input_tokens_details.cached_tokens"],
      cacheWrite: ["input_tokens_details.cache_write_tokens"],
      inputImage: ["input_tokens_details.image_tokens"],
      output: ["output_tokens"],
      reasoning: ["output_tokens_details.reasoning_tokens"],
      outputImage: ["output_tokens_details.image_tokens"],
      total: ["total_tokens"],
    },
  },
  realtime: {
    root: "response.usage",
    counts: {
      input: ["input_tokens"],
      cacheRead: ["input_token_details.cached_tokens"],
      inputAudio: ["input_token_details.audio_tokens"],
      inputImage: ["input_token_details.image_tokens"],
      cacheReadAudio: ["input_token_details.cached_tokens_details.audio_tokens"],
      cacheReadImage: ["input_token_details.cached_tokens_details.image_tokens"],
      output: ["output_tokens"],
      outputAudio: ["output_token_details.audio_tokens"],
      total: ["total_tokens"],
    },
  },
  /** Anthropic's input leaves out what the cache served: the three add up to the whole. */
  anthropic: {
    root: "usage",
    counts: {
      input: ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"],
      cacheRead: ["cache_read_input_tokens"],
      cacheWrite: ["cache_creation_input_tokens"],
      cacheWrite1h: ["cache_creation.ephemeral_1h_input_tokens"],
      output: ["output_tokens"],
      reasoning: ["output_tokens_details.thinking_tokens"],
      webSearch: ["server_tool_use.web_search_requests"],
    },
  },
  /** Bedrock's Converse, exclusive as Anthropic. */
  converse: {
    root: "usage",
    counts: {
      input: ["inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens"],
      cacheRead: ["cacheReadInputTokens"],
      cacheWrite: ["cacheWriteInputTokens"],
      cacheWrite1h: ["cacheDetails[ttl=1h].inputTokens"],
      output: ["outputTokens"],
    },
  },
  /** What Bedrock appends to the answers of InvokeModel. */
  invocation: {
    root: "amazon-bedrock-invocationMetrics",
    counts: {
      input: ["inputTokenCount", "cacheReadInputTokenCount", "cacheWriteInputTokenCount"],
      cacheRead: ["cacheReadInputTokenCount"],
      cacheWrite: ["cacheWriteInputTokenCount"],
      output: ["outputTokenCount"],
    },
  },
  /** Gemini: thoughts stand beside the candidates, prompts of tools beside the prompt. */
  gemini: {
    root: "usageMetadata",
    counts: {
      input: ["promptTokenCount", "toolUsePromptTokenCount"],
      cacheRead: ["cachedContentTokenCount"],
      inputAudio: both("AUDIO"),
      inputImage: [...both("IMAGE"), ...both("DOCUMENT")],
      inputVideo: both("VIDEO"),
      cacheReadAudio: [modalities("cacheTokensDetails", "AUDIO")],
      cacheReadImage: pictures("cacheTokensDetails"),
      cacheReadVideo: [modalities("cacheTokensDetails", "VIDEO")],
      output: ["candidatesTokenCount", "thoughtsTokenCount"],
      reasoning: ["thoughtsTokenCount"],
      outputAudio: [modalities("candidatesTokensDetails", "AUDIO")],
      outputImage: pictures("candidatesTokensDetails"),
      outputVideo: [modalities("candidatesTokensDetails", "VIDEO")],
      total: ["totalTokenCount"],
    },
  },
  /** Cohere bills its own units, which leave out what it adds to the prompt. */
  cohere: {
    root: "usage.billed_units",
    counts: { input: ["input_tokens"], output: ["output_tokens"] },
  },
  cohereEmbeddings: {
    root: "meta.billed_units",
    counts: { input: ["input_tokens"], output: ["output_tokens"] },
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof DIALECTS;

export function fieldsAt(body: Fields, root: string): Fields | null {
  let at: unknown = body;
  for (const step of root.split(".")) at = isFields(at) ? at[step] : undefined;
  return isFields(at) ? at : null;
}

const ROOTED: readonly DialectName[] = ["gemini", "invocation", "cohere", "cohereEmbeddings"];

/** The form of a body, by the fields that only it has; null when it is none that we know. */
export function dialectOf(body: Fields, model: string | null): DialectName | null {
  const rooted = ROOTED.find((name) => fieldsAt(body, DIALECTS[name].root) !== null);
  if (rooted) return rooted;
  // Any answer may stand in a `response`; only that of a realtime session has these.
  const session = fieldsAt(body, DIALECTS.realtime.root);
  if (session && "input_token_details" in session) return "realtime";
  const usage = fieldsAt(body, "usage");
  if (usage === null) return null;
  const has = (...names: readonly string[]) => names.some((name) => name in usage);
  if (has("inputTokens", "outputTokens")) return "converse";
  if (has("prompt_tokens", "completion_tokens")) return "chat";
  return has("input_tokens", "output_tokens") ? inputOutputOf(usage, model) : null;
}

/** Two forms say `input_tokens`: for one it is all of the input, for the other what no cache served. */
function inputOutputOf(usage: Fields, model: string | null): DialectName {
  if (Object.keys(usage).some((key) => key.startsWith("cache_"))) return "anthropic";
  if ("total_tokens" in usage || "input_tokens_details" in usage) return "responses";
  return /claude/i.test(model ?? "") ? "anthropic" : "responses";
}

/** The catalogue's names for forms; `default` is whatever the body looks like. */
const FLAVORS: Readonly<Record<string, DialectName>> = {
  chat: "chat",
  embeddings: "embeddings",
  responses: "responses",
  images: "responses",
  realtime: "realtime",
  anthropic: "anthropic",
};

export const dialectNamed = (flavor: string | null): DialectName | null =>
  flavor === null ? null : (FLAVORS[flavor] ?? null);

/** What spend can be split by, and how each split calls what named nothing. */

export const SPEND_DIMS = [
  "agent",
  "agentType",
  "provider",
  "model",
  "environment",
  "user",
  "variant",
] as const;
export type SpendDim = (typeof SPEND_DIMS)[number];

export const DIM_WORDS: Readonly<Record<SpendDim, string>> = {
  agent: "agent",
  agentType: "agent type",
  provider: "provider",
  model: "model",
  environment: "environment",
  user: "user",
  variant: "variant",
};

/** Only calls name a provider and a model: what was asked of them is not counted under these. */
export const isOfCalls = (dim: SpendDim): boolean => dim === "provider" || dim === "model";

export const labelOf = (dim: SpendDim, name: string): string => name || `no ${DIM_WORDS[dim]}`;

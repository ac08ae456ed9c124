/** Deployments in words and tones. */
import type { Tone } from "@/components/ui/badge";
import { duration, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { Signal, Validation } from "@/lib/deployments/window";

const STATUS: Readonly<Record<string, readonly [Tone, string]>> = {
  started: ["info", "Under way"],
  succeeded: ["ok", "Deployed"],
  failed: ["critical", "Failed"],
  rolled_back: ["warning", "Rolled back"],
  stage: ["info", "Rollout"],
};

export const statusOf = (status: string): readonly [Tone, string] =>
  STATUS[status] ?? ["unknown", status];

export const SIGNAL_NAMES: Readonly<Record<Signal, string>> = {
  latencyP95: "p95 latency",
  errorRate: "Error rate",
  cacheHitRate: "Cache hit rate",
  costPerRequest: "Cost per request",
};

const FORMATS: Readonly<Record<Signal, (value: number) => string>> = {
  latencyP95: duration,
  errorRate: share,
  cacheHitRate: share,
  costPerRequest: dollars,
};

export const figureOf = (signal: Signal, value: number | null): string =>
  value === null ? "—" : FORMATS[signal](value);

export const VALIDATION: Readonly<Record<Validation, readonly [Tone, string]>> = {
  running: ["info", "Being watched"],
  held: ["ok", "Held"],
  missed: ["warning", "A target is missed"],
  tooLittle: ["unknown", "Too few requests to tell"],
};

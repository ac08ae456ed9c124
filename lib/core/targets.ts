/** What a monitored system promises: each target as data, and the judgement of a value against it. */

export type TargetUnit = "ms" | "share" | "usd" | "score";

/** `aim` is the promise and what charts draw; beyond `limit` somebody should act. */
export type Target = {
  readonly label: string;
  readonly unit: TargetUnit;
  readonly better: "lower" | "higher";
  readonly aim: number;
  readonly limit: number;
  /** The promise in words, completing "target …". */
  readonly words: string;
  /** What to call it on a chart, where it is no promise. */
  readonly noun?: string;
};

/** `within` keeps the promise; `near` breaks it but not the limit; `beyond` breaks both. */
export type Standing = "within" | "near" | "beyond";

const target = (
  label: string,
  unit: TargetUnit,
  better: Target["better"],
  bounds: readonly [aim: number, limit: number],
  words: string,
): Target => ({ label, unit, better, aim: bounds[0], limit: bounds[1], words });

export const TARGETS = {
  latencyP50: target("p50 latency", "ms", "lower", [2_000, 4_000], "under 2 s"),
  latencyP95: target("p95 latency", "ms", "lower", [5_000, 8_000], "under 5 s"),
  latencyP99: target("p99 latency", "ms", "lower", [10_000, 20_000], "under 10 s"),
  errorRate: target("Error rate", "share", "lower", [0.01, 0.05], "under 1 %"),
  cacheHitRate: target("Cache hit rate", "share", "higher", [0.6, 0.5], "60–70 %"),
  costPerRequest: target("Cost a request", "usd", "lower", [0.015, 0.03], "$0.010–0.015"),
  availability: target("Availability", "share", "higher", [0.999, 0.995], "99.9 %"),
  retrievalP95: target("Retrieval p95", "ms", "lower", [500, 1_000], "at most 500 ms"),
  satisfaction: target("Satisfaction", "score", "higher", [4.5, 4], "above 4.5 of 5"),
  completion: target("Completion rate", "share", "higher", [0.95, 0.9], "above 95 %"),
  degraded: target("Degraded share", "share", "lower", [0.05, 0.1], "under 5 %"),
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

/** Where a value stands; nothing measured has no standing. Exactly on a bound still keeps it. */
export function judge(target: Target, value: number | null): Standing | null {
  if (value === null || !Number.isFinite(value)) return null;
  const isPast = (bound: number) => (target.better === "lower" ? value > bound : value < bound);
  if (!isPast(target.aim)) return "within";
  return isPast(target.limit) ? "beyond" : "near";
}

/** The judgement for people: it names the promise, so that colour is never the only sign. */
export function standingWords({ words, better }: Target, standing: Standing | null): string {
  const side = better === "lower" ? "Above" : "Below";
  switch (standing) {
    case "within":
      return `Meets target ${words}`;
    case "near":
      return `${side} target ${words}`;
    case "beyond":
      return `Far ${side.toLowerCase()} target ${words}`;
    case null:
      return `Target ${words}`;
  }
}

/**
 * A project's own targets over ours. What a project keeps is JSON from the database: anything that is
 * not a sensible pair of bounds is passed over rather than trusted.
 */
export function targetsFor(kept: unknown): Record<TargetName, Target> {
  const own = typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  const names = Object.keys(TARGETS) as TargetName[];
  return Object.fromEntries(
    names.map((name) => [name, adjusted(TARGETS[name], own[name])]),
  ) as Record<TargetName, Target>;
}

function adjusted(base: Target, kept: unknown): Target {
  if (typeof kept !== "object" || kept === null) return base;
  const { aim, limit = aim } = kept as { aim?: unknown; limit?: unknown };
  if (!isBound(aim) || !isBound(limit)) return base;
  const isOrdered = base.better === "lower" ? aim <= limit : aim >= limit;
  if (!isOrdered) return base;
  return { ...base, aim, limit, words: `${promise(base)} ${written(aim, base.unit)}` };
}

const isBound = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;

const promise = ({ better }: Target): string => (better === "lower" ? "under" : "above");

const trimmed = (value: number, digits: number): string =>
  String(Number(value.toPrecision(digits)));

/** A bound as a person would write it. */
function written(value: number, unit: TargetUnit): string {
  switch (unit) {
    case "ms":
      return value < 1_000 ? `${trimmed(value, 4)} ms` : `${trimmed(value / 1_000, 4)} s`;
    case "share":
      return `${trimmed(value * 100, 5)} %`;
    case "usd":
      return `$${trimmed(value, 4)}`;
    case "score":
      return `${trimmed(value, 3)} of 5`;
  }
}

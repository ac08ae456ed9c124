/** Which of two arms is better, and whether chance alone could explain it. */
import { capital, duration, share as percent } from "@/lib/core/format";
import { quantile, type Sketch } from "@/lib/core/sketch";

/** What is known of one version or variant. */
export type Evidence = {
  readonly requests: number;
  readonly errors: number;
  readonly latency: Sketch | undefined;
};

export type Verdict = {
  readonly tone: "better" | "worse" | "mixed" | "even" | "unknown";
  readonly words: string;
};

/** Two-sided 95 %. */
const Z = 1.96;
/** Below this neither interval says anything worth acting on. */
const LEAST_REQUESTS = 50;

export type Interval = readonly [low: number, high: number];

/** Wilson's interval of a proportion: sound for rare errors and for none at all. */
export function wilson(hits: number, n: number): Interval {
  if (n === 0) return [0, 1];
  const p = hits / n;
  const centre = p + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

/** Newcombe's interval of the difference a - b of two proportions. */
export function differenceOf(a: Evidence, b: Evidence): Interval {
  const [pa, pb] = [a.errors / a.requests, b.errors / b.requests];
  const [lowA, highA] = wilson(a.errors, a.requests);
  const [lowB, highB] = wilson(b.errors, b.requests);
  const away = (x: number, y: number) => Math.sqrt(x * x + y * y);
  return [pa - pb - away(pa - lowA, highB - pb), pa - pb + away(highA - pa, pb - lowB)];
}

/** The 95 % interval of a quantile from the ranks that may hold it: no assumption about the distribution. */
export function quantileInterval(sketch: Sketch, q: number): Interval | null {
  if (sketch.n < LEAST_REQUESTS) return null;
  const spread = Z * Math.sqrt((q * (1 - q)) / sketch.n);
  const low = quantile(sketch, Math.max(0, q - spread));
  const high = quantile(sketch, Math.min(1, q + spread));
  return low === null || high === null ? null : [low, high];
}

/** What a sketch may misplace: values closer than this are the same to it. */
const SKETCH_ERROR = 0.022;

/** -1 better (lower), 1 worse, 0 not to be told apart, null unknown. */
function latencyVerdict(a: Evidence, b: Evidence): -1 | 0 | 1 | null {
  const own = a.latency && quantileInterval(a.latency, 0.95);
  const base = b.latency && quantileInterval(b.latency, 0.95);
  if (!own || !base) return null;
  if (own[1] * (1 + SKETCH_ERROR) < base[0]) return -1;
  return own[0] > base[1] * (1 + SKETCH_ERROR) ? 1 : 0;
}

function errorVerdict(a: Evidence, b: Evidence): -1 | 0 | 1 {
  const [low, high] = differenceOf(a, b);
  if (high < 0) return -1;
  return low > 0 ? 1 : 0;
}

/** An arm against the one it would replace. */
export function verdictOf(arm: Evidence, base: Evidence): Verdict {
  const fewest = Math.min(arm.requests, base.requests);
  if (fewest < LEAST_REQUESTS) {
    return { tone: "unknown", words: `Too few requests to tell (${fewest} of ${LEAST_REQUESTS})` };
  }
  const [errors, latency] = [errorVerdict(arm, base), latencyVerdict(arm, base)];
  const words = [errorWords(errors, arm, base), latencyWords(latency, arm, base)].filter(
    (part) => part !== null,
  );
  if (words.length === 0) {
    return { tone: "even", words: "No difference in errors or p95 that chance could not explain" };
  }
  return { tone: toneOf(errors, latency ?? 0), words: capital(words.join(", ")) };
}

function toneOf(errors: number, latency: number): Verdict["tone"] {
  if (errors * latency < 0) return "mixed";
  return errors + latency < 0 ? "better" : "worse";
}

function errorWords(verdict: number, arm: Evidence, base: Evidence): string | null {
  if (verdict === 0) return null;
  const [own, other] = [arm, base].map(({ errors, requests }) => percent(errors / requests));
  return `${verdict < 0 ? "fewer" : "more"} errors (${own} against ${other})`;
}

function latencyWords(verdict: number | null, arm: Evidence, base: Evidence): string | null {
  if (verdict === null || verdict === 0) return null;
  const [own, other] = [arm, base].map(({ latency }) =>
    duration((latency && quantile(latency, 0.95)) ?? 0),
  );
  return `${verdict < 0 ? "faster" : "slower"} p95 (${own} against ${other})`;
}

/** Whether a deployment holds what it promised: two days of golden signals against the targets, and against the day before. */
import { judge, type Standing, type Target, type TargetName } from "@/lib/core/targets";
import { DAY } from "@/lib/core/time";

export const WINDOW_MS = 2 * DAY;
export const BEFORE_MS = DAY;
/** Fewer requests prove nothing, whatever their figures are. */
const LEAST_REQUESTS = 50;

const SIGNALS = [
  "latencyP95",
  "errorRate",
  "cacheHitRate",
  "costPerRequest",
] as const satisfies readonly TargetName[];
export type Signal = (typeof SIGNALS)[number];

export type Figures = { readonly requests: number } & Readonly<Record<Signal, number | null>>;

export type SignalView = {
  readonly signal: Signal;
  readonly before: number | null;
  readonly after: number | null;
  readonly standing: Standing | null;
  readonly words: string;
};

export type Validation = "running" | "held" | "missed" | "tooLittle";

export const signalsOf = (
  targets: Readonly<Record<TargetName, Target>>,
  before: Figures,
  after: Figures,
): SignalView[] =>
  SIGNALS.map((signal) => ({
    ...{ signal, before: before[signal], after: after[signal] },
    standing: judge(targets[signal], after[signal]),
    words: targets[signal].words,
  }));

/** A target that is missed is missed at once; that all are held is known when the two days are over. */
export function validationOf(
  at: number,
  now: number,
  after: Figures,
  signals: readonly SignalView[],
) {
  const isOver = now - at >= WINDOW_MS;
  const leftMs = isOver ? null : at + WINDOW_MS - now;
  const word = (): Validation => {
    if (after.requests < LEAST_REQUESTS) return isOver ? "tooLittle" : "running";
    if (signals.some(({ standing }) => standing === "beyond" || standing === "near"))
      return "missed";
    return isOver ? "held" : "running";
  };
  return { word: word(), leftMs };
}

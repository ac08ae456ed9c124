/** What a stage can see and prove at this traffic, said before it starts. */
import { MINUTE } from "@/lib/core/time";

export type BakeQuestion = {
  /** Of both arms together. */
  readonly unitsPerMinute: number;
  /** The canary's part of them, 0..1. */
  readonly canaryShare: number;
  /** The control's share of bad units, 0..1. */
  readonly badRatio: number;
  /** The promise against false rollbacks, and that against false proofs. */
  readonly alpha: number;
};

/** The part of all bad units that falls on a canary whose odds are `ratio` times the control's. */
const partOf = (share: number, ratio: number): number =>
  (share * ratio) / (share * ratio + 1 - share);

/** Kullback-Leibler divergence of two coins: how much one throw of the first tells against the second. */
const divergence = (truth: number, supposed: number): number =>
  truth * Math.log(truth / supposed) + (1 - truth) * Math.log((1 - truth) / (1 - supposed));

/** Minutes until a canary that is `ratio` times worse is expected to be seen; null: never. */
export function minutesToDetect(asked: BakeQuestion, ratio: number): number | null {
  return minutesFor(asked, ratio, 1);
}

/** Minutes until a canary that is just as good is expected to be proved less than `tolerance` times worse; null: never. */
export function minutesToProve(asked: BakeQuestion, tolerance: number): number | null {
  return minutesFor(asked, 1, tolerance);
}

function minutesFor(asked: BakeQuestion, truth: number, supposed: number): number | null {
  const { canaryShare: share, unitsPerMinute, badRatio, alpha } = asked;
  const badPerMinute = unitsPerMinute * badRatio * (share * truth + 1 - share);
  if (share <= 0 || share >= 1 || badPerMinute <= 0 || truth === supposed) return null;
  const each = divergence(partOf(share, truth), partOf(share, supposed));
  return Math.ceil(Math.log(1 / alpha) / each / badPerMinute);
}

const REGRESSIONS = [2, 3, 5] as const;

export type BakePlan = {
  readonly detects: readonly { readonly ratio: number; readonly minutes: number | null }[];
  readonly proves: { readonly tolerance: number; readonly minutes: number | null };
  readonly canProve: boolean;
  readonly says: string;
};

/** For a stage that bakes so long: which regressions it sees, whether it proves the canary fit, and what would. */
export function planBake(asked: BakeQuestion, bakeMs: number, tolerance = 2): BakePlan {
  const bake = bakeMs / MINUTE;
  const isWithin = (minutes: number | null) => minutes !== null && minutes <= bake;
  const detects = REGRESSIONS.map((ratio) => ({ ratio, minutes: minutesToDetect(asked, ratio) }));
  const proves = { tolerance, minutes: minutesToProve(asked, tolerance) };
  const canProve = isWithin(proves.minutes);
  const smallest = detects.find(({ minutes }) => isWithin(minutes));
  const sees = smallest
    ? `can see a ${smallest.ratio}x regression`
    : `cannot see even a ${REGRESSIONS.at(-1)}x regression`;
  const joint = smallest
    ? canProve
      ? " and prove"
      : " but not prove"
    : canProve
      ? "; it can prove"
      : ", nor prove";
  const advice = canProve ? "" : adviceFor(asked, bake, proves);
  const at = `At ${rounded(asked.unitsPerMinute)} a minute and ${rounded(asked.canaryShare * 100)} %`;
  const says = `${at} this ${bakeWords(bake)} bake ${sees}${joint} <${tolerance}x${advice}`;
  return { detects, proves, canProve, says };
}

function adviceFor(asked: BakeQuestion, bake: number, proves: BakePlan["proves"]): string {
  const half = minutesToProve({ ...asked, canaryShare: 0.5 }, proves.tolerance);
  const options = [
    asked.canaryShare !== 0.5 && half !== null && half <= bake && "start at 50 %",
    proves.minutes !== null && `bake ${bakeWords(proves.minutes)}`,
  ].filter((option) => option !== false);
  return options.length === 0 ? ": no traffic tells" : `; ${options.join(" or ")}`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

export function bakeWords(minutes: number): string {
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = Math.round(minutes / 60);
  return hours <= 14 * 24 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** Evidence as it grows: counted minutes become known at their ticks, in one order only, so that anybody can do it again. */
import { createHash } from "node:crypto";
import { MINUTE } from "@/lib/core/time";
import type { Minute } from "./evidence";
import type { Plan } from "./plan";
import { rulesOf } from "./presets";
import {
  forgiveLimits,
  newWatch,
  type Seen,
  type Verdict,
  verdictOf,
  type Watch,
  watchMinute,
} from "./watch";

/** First meetings with the split in a minute; no share where it cannot be judged. */
export type Exposed = {
  readonly canary: number;
  readonly control: number;
  readonly share: number | null;
};

/** What was counted, by the minute in which requests started; of late ones by that in which they came to be known. */
export type Told = {
  readonly gates: ReadonlyMap<string, ReadonlyMap<number, Minute>>;
  readonly exposed: ReadonlyMap<number, Exposed>;
};

/** What is remembered beside the evidence. */
export type Counted = {
  readonly canaryUnits: number;
  readonly lastCanaryAt: number | null;
  readonly lastControlAt: number | null;
  /** What came in before is not late, however long ago it began. */
  readonly watchedFrom?: number;
  /** Ticks after which limits were judged anew. */
  readonly forgivenAt: readonly number[];
  /** Of every minute so far, each with all before it. */
  readonly hash: string;
};

export type Gathered = { readonly watch: Watch; readonly counted: Counted };
export type Said = { readonly tick: number; readonly verdict: Verdict; readonly hash: string };

export const nothingGathered = (plan: Plan): Gathered => ({
  watch: newWatch(rulesOf(plan)),
  counted: {
    ...{ canaryUnits: 0, lastCanaryAt: null, lastControlAt: null },
    ...{ forgivenAt: [], hash: "" },
  },
});

/** The gate that knows first: what it has not seen yet, nobody has. */
export const leastLag = ({ gates }: Plan): number =>
  Math.min(...gates.map(({ lagMinutes }) => lagMinutes));

/** The tick before the first that tells of a whole minute in which requests counted. */
export const startOfTicks = (plan: Plan, countFrom: Date): number =>
  Math.ceil(countFrom.getTime() / MINUTE) * MINUTE + (leastLag(plan) - 1) * MINUTE;

type Tick = { readonly tick: number; readonly seen: Seen };

/** What becomes known at each tick after `from` up to `to`; ticks without news are left out. */
export function ticksOf(plan: Plan, told: Told, from: number, to: number): Tick[] {
  const ticks: Tick[] = [];
  const least = leastLag(plan) * MINUTE;
  for (let tick = from + MINUTE; tick <= to; tick += MINUTE) {
    const gates = minutesAt(plan, told, tick);
    const exposed = judged(told.exposed.get(tick - least));
    if (Object.keys(gates).length === 0 && !exposed) continue;
    ticks.push({ tick, seen: { at: tick - least, gates, ...(exposed && { exposed }) } });
  }
  return ticks;
}

function minutesAt({ gates }: Plan, told: Told, tick: number): Record<string, Minute> {
  const minutes: Record<string, Minute> = {};
  for (const { key, lagMinutes } of gates) {
    const minute = told.gates.get(key)?.get(tick - lagMinutes * MINUTE);
    if (minute) minutes[key] = minute;
  }
  return minutes;
}

const judged = (met: Exposed | undefined) =>
  met && met.share !== null ? { ...met, share: met.share } : undefined;

/** Adds ticks to what is known, until the promise is broken: what comes after that changes nothing. */
export function gather(
  plan: Plan,
  so: Gathered,
  ticks: readonly Tick[],
): Gathered & { readonly verdicts: readonly Said[]; readonly brokenAt: number | null } {
  const rules = rulesOf(plan);
  const verdicts: Said[] = [];
  let { watch, counted } = so;
  for (const { tick, seen } of ticks) {
    watch = watchMinute(rules, plan.promise, watch, seen);
    counted = added(plan, counted, seen);
    verdicts.push({ tick, verdict: verdictOf(rules, plan.promise, watch), hash: counted.hash });
    if (watch.crossedAt !== null) return { watch, counted, verdicts, brokenAt: tick };
  }
  return { watch, counted, verdicts, brokenAt: null };
}

function added(plan: Plan, so: Counted, seen: Seen): Counted {
  const least = leastLag(plan);
  const first = plan.gates.filter(({ lagMinutes }) => lagMinutes === least);
  const minutes = first.flatMap(({ key }) => seen.gates[key] ?? []);
  const canary = Math.max(0, ...minutes.map((minute) => minute.canary));
  const control = Math.max(0, ...minutes.map((minute) => minute.control));
  const hash = createHash("sha256").update(`${so.hash}\n${inputsOf(plan, seen)}`);
  return {
    ...so,
    canaryUnits: so.canaryUnits + canary,
    lastCanaryAt: canary > 0 ? seen.at : so.lastCanaryAt,
    lastControlAt: control > 0 ? seen.at : so.lastControlAt,
    hash: hash.digest("hex").slice(0, 32),
  };
}

/** In an order of its own: no database keeps that of an object's fields. */
function inputsOf({ gates }: Plan, { at, gates: minutes, exposed }: Seen): string {
  const counts = gates.map(({ key }) => {
    const minute = minutes[key];
    return minute && [minute.canary, minute.canaryBad, minute.control, minute.controlBad];
  });
  return JSON.stringify([at, counts, exposed && [exposed.canary, exposed.control, exposed.share]]);
}

/** Limits are judged anew from the next tick on. */
export const forgive = ({ watch, counted }: Gathered, tick: number): Gathered => ({
  watch: forgiveLimits(watch),
  counted: { ...counted, forgivenAt: [...counted.forgivenAt, tick] },
});

/** All of it again from the minutes: the same verdicts, to the bit. */
export function regather(
  plan: Plan,
  told: Told,
  from: number,
  to: number,
  forgivenAt: readonly number[],
): ReturnType<typeof gather> {
  let so: ReturnType<typeof gather> = {
    ...nothingGathered(plan),
    ...{ verdicts: [], brokenAt: null },
  };
  let at = from;
  const stretches = [
    ...forgivenAt.map((until) => ({ until, isForgiven: true })),
    { until: to, isForgiven: false },
  ];
  for (const { until, isForgiven } of stretches) {
    const next = gather(plan, so, ticksOf(plan, told, at, until));
    so = { ...next, verdicts: [...so.verdicts, ...next.verdicts] };
    if (so.brokenAt !== null) return so;
    if (isForgiven) so = { ...so, ...forgive(so, until) };
    at = until;
  }
  return so;
}

/** The parts a monitored system reports on: how each is, since when, and when its silence means something. */
import { HOUR, MINUTE } from "@/lib/core/time";
import type { Timeline } from "@/lib/overview/timeline";
import { share } from "@/lib/overview/volume";

const REPORTED = ["ok", "degraded", "down"] as const;
export type ReportedStatus = (typeof REPORTED)[number];
/** A part that stopped reporting is not fine: it is unknown. */
export type ComponentStatus = ReportedStatus | "unknown";

/** The newest report of a part. */
export type ComponentState = {
  readonly environment: string;
  readonly component: string;
  readonly status: string;
  readonly at: Date;
  readonly latencyMs: number | null;
  readonly message: string | null;
};

/** Reports of one kind in one bucket, or in all (`at` null). */
export type Reports = {
  readonly at: Date | null;
  readonly environment: string;
  readonly component: string;
  readonly label: string;
  readonly n: number;
};

export type ComponentCard = {
  readonly component: string;
  readonly environment: string;
  readonly status: ComponentStatus;
  readonly reported: ReportedStatus;
  /** When it took this status; null when that was before the time range. */
  readonly sinceAt: string | null;
  readonly lastAt: string;
  readonly latencyMs: number | null;
  readonly message: string | null;
  /** Reports of the time range that said it worked, degraded or not. */
  readonly available: number | null;
  readonly reports: number;
  /** A status a bucket, the worst reported in it; null where it said nothing. */
  readonly strip: readonly (ReportedStatus | null)[];
};

const LEAST_SILENCE_MS = 5 * MINUTE;
const MOST_SILENCE_MS = 6 * HOUR;
const MISSED_REPORTS = 3;
/** A word of a newer client must not pass for health. */
const statusOf = (word: string): ReportedStatus =>
  REPORTED.find((known) => known === word) ?? "degraded";

/** Three reports missed, by its own rhythm of the last day; never sooner than in five minutes. */
export function silentAfterMs(reportsInWindow: number, windowMs: number): number {
  if (reportsInWindow === 0) return LEAST_SILENCE_MS;
  const wait = (MISSED_REPORTS * windowMs) / reportsInWindow;
  return Math.min(MOST_SILENCE_MS, Math.max(LEAST_SILENCE_MS, wait));
}

type Facts = {
  readonly states: readonly ComponentState[];
  /** By bucket of the time range. */
  readonly reports: readonly Reports[];
  /** In all, over the window that the rhythm is taken from. */
  readonly rhythm: readonly Reports[];
  readonly rhythmMs: number;
};

const ORDER: Readonly<Record<ComponentStatus, number>> = {
  down: 0,
  degraded: 1,
  unknown: 2,
  ok: 3,
};

/** Worst first, then by name. */
export function componentCards(facts: Facts, timeline: Timeline, now: Date): ComponentCard[] {
  return facts.states
    .map((state) => cardOf(state, facts, timeline, now))
    .toSorted(
      (a, b) =>
        ORDER[a.status] - ORDER[b.status] ||
        compare(a.component, b.component) ||
        compare(a.environment, b.environment),
    );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function cardOf(state: ComponentState, facts: Facts, timeline: Timeline, now: Date): ComponentCard {
  const own = (one: Reports) =>
    one.component === state.component && one.environment === state.environment;
  const reports = facts.reports.filter(own);
  const rhythm = sum(facts.rhythm.filter(own));
  const isSilent = now.getTime() - state.at.getTime() > silentAfterMs(rhythm, facts.rhythmMs);
  const reported = statusOf(state.status);
  const strip = stripOf(reports, timeline);
  const failed = sum(reports.filter(({ label }) => statusOf(label) === "down"));
  const all = sum(reports);
  return {
    component: state.component,
    environment: state.environment,
    status: isSilent ? "unknown" : reported,
    reported,
    sinceAt: isSilent ? state.at.toISOString() : sinceOf(strip, reported, timeline),
    lastAt: state.at.toISOString(),
    latencyMs: state.latencyMs,
    message: state.message,
    available: share(all - failed, all),
    reports: all,
    strip,
  };
}

const sum = (reports: readonly Reports[]): number => reports.reduce((total, { n }) => total + n, 0);

const WORST = ["down", "degraded", "ok"] as const;

function stripOf(reports: readonly Reports[], { starts }: Timeline): (ReportedStatus | null)[] {
  const seen = new Map<number, Set<ReportedStatus>>();
  for (const { at, label, n } of reports) {
    if (!at || n === 0) continue;
    const bucket = seen.get(at.getTime()) ?? new Set<ReportedStatus>();
    seen.set(at.getTime(), bucket.add(statusOf(label)));
  }
  return starts.map((start) => WORST.find((status) => seen.get(start)?.has(status)) ?? null);
}

/** The bucket after the last one that told of another status; exact to the width of a bucket. */
function sinceOf(
  strip: readonly (ReportedStatus | null)[],
  status: ReportedStatus,
  { starts }: Timeline,
): string | null {
  const other = strip.findLastIndex((each) => each !== null && each !== status);
  if (other < 0) return null;
  const next = strip.findIndex((each, i) => i > other && each === status);
  // The change lies within the newest bucket, which its worst report names.
  const at = starts[next < 0 ? other : next];
  return at === undefined ? null : new Date(at).toISOString();
}

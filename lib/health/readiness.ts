/** From what was found to a verdict: what stops the product, what merely wants attention, what is well. */
import { quantity } from "@/lib/core/format";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import type { HealthState, PartVerdict, Readiness, ReadinessPart } from "./schema";

/** A check that could not be made says why; it is never taken for a good one. */
export type Finding<T> =
  | { readonly ok: true; readonly latencyMs: number; readonly found: T }
  | { readonly ok: false; readonly latencyMs: number; readonly reason: string };

export type Facts = {
  readonly database: Finding<null>;
  readonly migrations: Finding<{
    readonly applied: number;
    readonly unfinished: readonly string[];
  }>;
  /** The ranges of days that have a partition, as [from, to) instants. */
  readonly partitions: Finding<readonly (readonly [from: Date, to: Date])[]>;
  readonly worker: Finding<Date | null>;
  /** When the oldest events were received that wait to be folded into the tiers; null when none wait. */
  readonly compaction: Finding<Date | null>;
  /** Since when the oldest notification, or group of alerts, is due that nobody has taken up; null when none is. */
  readonly notifications: Finding<Date | null>;
  /** Hours checked and found different, over the last day of closed hours. */
  readonly reconciliation: Finding<{ readonly hours: number; readonly different: number }>;
};

const WORKER_SILENT_MS = 30 * SECOND;
const LAGGING_MS = 30 * SECOND;
/** Somebody may be waiting for it. */
const LATE_MS = MINUTE;
const DAYS_AHEAD = 2;

type Judged = { readonly status: HealthState; readonly message: string };
const well = (message: string): Judged => ({ status: "healthy", message });
const poorly = (message: string): Judged => ({ status: "degraded", message });
const failed = (message: string): Judged => ({ status: "unhealthy", message });

/**
 * Only a database that is away or not migrated makes the product unhealthy: everything else still
 * takes events and answers pages, and a load balancer that took it out would make matters worse.
 */
export function judgeReadiness(facts: Facts, now: Date): Readiness {
  const components = [
    part("database", facts.database, failed, () => well("answers")),
    part("migrations", facts.migrations, failed, judgeMigrations),
    part("partitions", facts.partitions, poorly, (ranges) => judgePartitions(ranges, now)),
    part("worker", facts.worker, poorly, (at) => judgeSign(at, now)),
    part("compaction", facts.compaction, poorly, (oldest) => judgeLag(oldest, now)),
    part("notifications", facts.notifications, poorly, (due) => judgeLate(due, now)),
    part("reconciliation", facts.reconciliation, poorly, judgeDifference),
  ];
  return { status: worstOf(components), checkedAt: now.toISOString(), components };
}

function part<T>(
  name: ReadinessPart,
  finding: Finding<T>,
  otherwise: (message: string) => Judged,
  judge: (found: T) => Judged,
): PartVerdict {
  const judged = finding.ok ? judge(finding.found) : otherwise(finding.reason);
  return { name, ...judged, latencyMs: Math.round(finding.latencyMs * 10) / 10 };
}

function worstOf(parts: readonly PartVerdict[]): HealthState {
  const has = (status: HealthState) => parts.some((each) => each.status === status);
  if (has("unhealthy")) return "unhealthy";
  return has("degraded") ? "degraded" : "healthy";
}

function judgeMigrations({
  applied,
  unfinished,
}: {
  applied: number;
  unfinished: readonly string[];
}): Judged {
  if (unfinished.length > 0) return failed(`not finished: ${unfinished.join(", ")}`);
  return applied > 0 ? well(`${applied} applied`) : failed("none applied");
}

/** Days after today that are covered without a hole. */
export function daysAhead(ranges: readonly (readonly [from: Date, to: Date])[], now: Date): number {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const isCovered = (day: number) =>
    ranges.some(([from, to]) => from.getTime() <= day && to.getTime() >= day + DAY);
  let ahead = 0;
  while (isCovered(today + (ahead + 1) * DAY)) ahead++;
  return ahead;
}

function judgePartitions(ranges: readonly (readonly [from: Date, to: Date])[], now: Date): Judged {
  const ahead = daysAhead(ranges, now);
  const words = `${quantity(ahead, "day")} made ahead`;
  return ahead >= DAYS_AHEAD ? well(words) : poorly(`${words}, ${DAYS_AHEAD} wanted`);
}

function judgeSign(at: Date | null, now: Date): Judged {
  if (at === null) return poorly("the worker was never seen");
  const ageMs = since(at, now);
  const message = `last sign of life ${ageOf(ageMs)} ago`;
  return ageMs <= WORKER_SILENT_MS ? well(message) : poorly(message);
}

function judgeLag(oldest: Date | null, now: Date): Judged {
  if (oldest === null) return well("nothing waits to be folded");
  const ageMs = since(oldest, now);
  const message = `oldest rollup has waited ${ageOf(ageMs)}`;
  return ageMs <= LAGGING_MS ? well(message) : poorly(message);
}

function judgeLate(due: Date | null, now: Date): Judged {
  if (due === null) return well("nothing waits to be told");
  const ageMs = since(due, now);
  const message = `oldest notification is due since ${ageOf(ageMs)}`;
  return ageMs <= LATE_MS ? well(message) : poorly(message);
}

/** A clock ahead of ours is no age. */
const since = (at: Date, now: Date): number => Math.max(0, now.getTime() - at.getTime());

function judgeDifference({ hours, different }: { hours: number; different: number }): Judged {
  if (hours === 0) return well("no closed hour to compare yet");
  if (different === 0) return well(`rollups equal raw events in ${hours} closed hours`);
  return poorly(`rollups differ from raw events in ${different} of ${hours} closed hours`);
}

function ageOf(ms: number): string {
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  return ms < 2 * DAY ? `${Math.round(ms / HOUR)} h` : `${Math.round(ms / DAY)} days`;
}

/** The bounds of a partition as Postgres spells them: FOR VALUES FROM ('…') TO ('…'). */
export function boundsOf(expression: string): readonly [from: Date, to: Date] | null {
  const match = /FROM \('([^']+)'\) TO \('([^']+)'\)/.exec(expression);
  const [from, to] = [match?.[1], match?.[2]].map((text) => new Date(zoned(text ?? "")));
  return from && to && Number.isFinite(from.getTime()) && Number.isFinite(to.getTime())
    ? [from, to]
    : null;
}

/** Postgres writes `+00`; Date wants `+00:00` and a T. */
const zoned = (text: string): string => text.replace(" ", "T").replace(/([+-]\d{2})$/, "$1:00");

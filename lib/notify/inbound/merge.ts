/** What an alert that another system posts does to those that are open: it opens one, goes on with it, or ends it. */
import type { Labels, Severity } from "@/lib/notify/notice";

export type Source = "alertmanager" | "pagerduty";

export type Inbound = {
  /** Tells the alerts of one source apart. */
  readonly key: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: Date;
  /** Null: whoever posts it says when it ends. */
  readonly endsAt: Date | null;
  readonly sourceUrl: string | null;
  readonly runbook: string | null;
};

export type Open = {
  readonly id: string;
  readonly key: string;
  readonly startedAt: Date;
  readonly expectedEndAt: Date | null;
};

export type Step =
  | { readonly does: "open"; readonly posted: Inbound }
  | {
      readonly does: "refresh";
      readonly id: string;
      readonly startedAt: Date;
      readonly posted: Inbound;
    }
  | { readonly does: "end"; readonly id: string; readonly endedAt: Date };

const earliest = (...dates: readonly Date[]): Date => new Date(Math.min(...dates.map(Number)));
const latest = (...dates: readonly Date[]): Date => new Date(Math.max(...dates.map(Number)));

/** As Alertmanager merges: the earliest beginning and the last word about the end, as long as the two overlap. */
export function stepsFor(known: Open | null, posted: Inbound, now: Date): Step[] {
  const { startsAt, endsAt } = posted;
  const isFiring = endsAt === null || endsAt > now;
  const opening: Step[] = isFiring ? [{ does: "open", posted }] : [];
  if (!known) return opening;
  const { id, startedAt, expectedEndAt } = known;
  if (expectedEndAt && startsAt > expectedEndAt)
    return [{ does: "end", id, endedAt: earliest(expectedEndAt, now) }, ...opening];
  // Word of an earlier time, come late.
  if (endsAt && endsAt < startedAt) return [];
  return isFiring
    ? [{ does: "refresh", id, startedAt: earliest(startedAt, startsAt), posted }]
    : [{ does: "end", id, endedAt: latest(endsAt, startedAt) }];
}

/** Of one alert posted twice in a batch, both count: the first beginning, the last end. */
export function folded(batch: readonly Inbound[]): Inbound[] {
  const byKey = new Map<string, Inbound>();
  for (const posted of batch) {
    const known = byKey.get(posted.key);
    const startsAt = known ? earliest(known.startsAt, posted.startsAt) : posted.startsAt;
    byKey.set(posted.key, { ...posted, startsAt });
  }
  return [...byKey.values()];
}

/** When a failed attempt is made again, when the fallback is asked instead, and when it is given up. */
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import type { Attempt } from "./notifier";
import type { ChannelKind } from "./schema";

type Random = () => number;

/** Half a second doubled each time, five minutes at most, for a day: a channel that was down for the night still hears. */
const FIRST_MS = SECOND / 2;
const LONGEST_MS = 5 * MINUTE;
const GIVE_UP_MS = DAY;
/** So that those who failed together do not come back together. */
const JITTER = 0.2;

/** Before the first attempt, the second and so on, as the Standard Webhooks have it. */
const WEBHOOK_WAITS_MS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** A channel that has failed for so long is not waited for: the fallback is told as well. */
const FALLBACK_AFTER_MS = MINUTE;

export type Tried = {
  readonly kind: ChannelKind;
  /** Attempts made so far, the one just made included. */
  readonly attempts: number;
  readonly firstAt: Date;
  readonly attempt: Attempt;
};

export type Next =
  | { readonly state: "delivered" }
  | { readonly state: "retry"; readonly at: Date; readonly isFallbackDue: boolean }
  | { readonly state: "dead"; readonly isFallbackDue: true };

/** What follows from an attempt. */
export function afterAttempt(
  { kind, attempts, firstAt, attempt }: Tried,
  now: Date,
  random: Random,
): Next {
  if (attempt.outcome === "delivered") return { state: "delivered" };
  const wait = attempt.outcome === "broken" ? null : waitFor(kind, attempts, random);
  const age = now.getTime() - firstAt.getTime();
  if (wait === null || (kind !== "webhook" && age >= GIVE_UP_MS)) {
    return { state: "dead", isFallbackDue: true };
  }
  // The peer's own word counts, but never makes us come sooner than we would.
  const waitMs = Math.max(wait, attempt.retryAfterMs ?? 0);
  return {
    state: "retry",
    at: new Date(now.getTime() + waitMs),
    isFallbackDue: age + waitMs >= FALLBACK_AFTER_MS,
  };
}

/** The time until the attempt after `attempts`; null when there is none. */
function waitFor(kind: ChannelKind, attempts: number, random: Random): number | null {
  const spread = 1 + JITTER * (2 * random() - 1);
  if (kind === "webhook") {
    const wait = WEBHOOK_WAITS_MS[attempts];
    return wait === undefined ? null : Math.round(wait * spread);
  }
  const doubled = FIRST_MS * 2 ** Math.min(attempts - 1, 30);
  return Math.round(Math.min(doubled, LONGEST_MS) * spread);
}

/** What a change of status says about the times of an incident, and when the next update is due. */
import { Fault } from "@/lib/core/fault";
import { MINUTE } from "@/lib/core/time";
import { STATUSES, type Status } from "./schema";

export type Times = {
  readonly startedAt: Date;
  readonly detectedAt: Date | null;
  readonly mitigatedAt: Date | null;
  readonly resolvedAt: Date | null;
};

/**
 * Monitoring means that users are no longer affected: that is when it was mitigated. Whoever goes back
 * behind it says that the mitigation did not hold.
 */
export function timesAt(status: Status, was: Status, times: Times, now: Date): Times {
  if (status === "resolved")
    return {
      ...times,
      mitigatedAt: times.mitigatedAt ?? now,
      resolvedAt: times.resolvedAt ?? now,
    };
  if (status === "monitoring")
    return { ...times, mitigatedAt: times.mitigatedAt ?? now, resolvedAt: null };
  const heldNot = STATUSES.indexOf(was) >= STATUSES.indexOf("monitoring");
  return { ...times, mitigatedAt: heldNot ? null : times.mitigatedAt, resolvedAt: null };
}

const LATER: readonly (readonly [keyof Times, keyof Times, string])[] = [
  ["detectedAt", "startedAt", "detectedAt: nobody sees an incident before it begins"],
  ["mitigatedAt", "startedAt", "mitigatedAt: it has to be after the beginning"],
  ["resolvedAt", "startedAt", "resolvedAt: it has to be after the beginning"],
  ["resolvedAt", "detectedAt", "resolvedAt: it has to be after somebody saw it"],
  ["resolvedAt", "mitigatedAt", "resolvedAt: it has to be after the mitigation"],
];

/** Refuses times that would make a clock run backwards, or ahead. */
export function refuseTimes(times: Times, now: Date): void {
  for (const [later, earlier, message] of LATER) {
    const [a, b] = [times[later], times[earlier]];
    if (a && b && a < b) throw new Fault("invalid", message, { field: later });
  }
  for (const field of Object.keys(times) as (keyof Times)[]) {
    const at = times[field];
    if (at && at > now) throw new Fault("invalid", `${field}: is in the future`, { field });
  }
}

type Updated = {
  readonly status: Status;
  readonly createdAt: Date;
  readonly lastUpdateAt: Date | null;
  readonly updateEveryMinutes: number;
};

/** When somebody who waits has to hear again; null once it is over. */
export const nextUpdateAt = (incident: Updated): Date | null =>
  incident.status === "resolved"
    ? null
    : new Date(
        (incident.lastUpdateAt ?? incident.createdAt).getTime() +
          incident.updateEveryMinutes * MINUTE,
      );

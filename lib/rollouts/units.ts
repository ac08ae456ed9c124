/** From requests to counts: whoever fails again and again is one bad unit, or a single user would decide. */
import { MINUTE } from "@/lib/core/time";
import type { Minute } from "./evidence";

export type Request = {
  /** When it started, which is the minute it counts for. */
  readonly at: number;
  /** Targeting key and session together. */
  readonly unit: string;
  readonly isCanary: boolean;
  readonly isBad: boolean;
};

/** A unit is bad once in each stretch of so long. */
const STRETCH = 10 * MINUTE;

/**
 * Counts by the start of the minute. Repeated bad requests of a unit are left out altogether: counted as
 * good they would hide it. The order of the requests does not matter.
 */
export function countsOf(requests: readonly Request[]): Map<number, Minute> {
  const counted = new Set<string>();
  const minutes = new Map<number, Minute>();
  for (const request of requests.toSorted((a, b) => a.at - b.at)) {
    const again = `${request.isCanary}/${Math.floor(request.at / STRETCH)}/${request.unit}`;
    if (request.isBad && counted.has(again)) continue;
    if (request.isBad) counted.add(again);
    const at = request.at - (request.at % MINUTE);
    minutes.set(at, added(minutes.get(at), request));
  }
  return minutes;
}

const EMPTY: Minute = { canary: 0, canaryBad: 0, control: 0, controlBad: 0 };

function added(so: Minute = EMPTY, { isCanary, isBad }: Request): Minute {
  const bad = isBad ? 1 : 0;
  return isCanary
    ? { ...so, canary: so.canary + 1, canaryBad: so.canaryBad + bad }
    : { ...so, control: so.control + 1, controlBad: so.controlBad + bad };
}

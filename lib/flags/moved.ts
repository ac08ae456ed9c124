/** Where a change of a flag can give somebody something else: what a second person is asked about. */
import { sameJson } from "@/lib/core/same";
import type { Flag } from "./schema";

/**
 * Environments in which it is on afterwards and something that decides or is given differs; also where it is
 * off and gives another off variant than before. That it is switched off, or leaves an environment, never waits.
 */
export function movedIn(before: Flag, after: Flag): string[] {
  const isOffMoved =
    before.offVariant !== after.offVariant ||
    !sameJson(before.variants[before.offVariant], after.variants[after.offVariant]);
  const isSharedMoved = !sameJson(sharedOf(before), sharedOf(after));
  return Object.entries(after.environments).flatMap(([name, is]) => {
    if (!is.isEnabled) return isOffMoved ? [name] : [];
    return isSharedMoved || !sameJson(before.environments[name], is) ? [name] : [];
  });
}

function sharedOf({ environments: _, description: __, ...rest }: Flag) {
  return rest;
}

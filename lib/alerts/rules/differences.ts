/** What a change of a rule changes, field by field. */

import type { Rule } from "@/lib/alerts/schema";
import { sameJson } from "@/lib/core/same";

export type Sides = { readonly before: Partial<Rule>; readonly after: Partial<Rule> };

/** Only what really differs, and so only that is told. */
export function differencesOf(before: Rule, after: Rule): Sides {
  const names = (Object.keys(after) as (keyof Rule)[]).filter(
    (name) => !sameJson(before[name], after[name]),
  );
  const side = (rule: Rule): Partial<Rule> =>
    Object.fromEntries(names.map((name) => [name, rule[name]]));
  return { before: side(before), after: side(after) };
}

/** Its alerts are about something else from now on: those that are open cannot go on. */
export const watchesElse = ({ after }: Sides): boolean =>
  "signal" in after || "filters" in after || "groupBy" in after;

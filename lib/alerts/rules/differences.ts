/** What a change of a rule changes, field by field. */
import type { Rule } from "@/lib/alerts/schema";

export type Sides = { readonly before: Partial<Rule>; readonly after: Partial<Rule> };

/** Only what really differs, and so only that is told. */
export function differencesOf(before: Rule, after: Rule): Sides {
  const names = (Object.keys(after) as (keyof Rule)[]).filter(
    (name) => !isSame(before[name], after[name]),
  );
  const side = (rule: Rule): Partial<Rule> =>
    Object.fromEntries(names.map((name) => [name, rule[name]]));
  return { before: side(before), after: side(after) };
}

/** Its alerts are about something else from now on: those that are open cannot go on. */
export const watchesElse = ({ after }: Sides): boolean =>
  "signal" in after || "filters" in after || "groupBy" in after;

/** Postgres keeps the fields of its JSON in an order of its own. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => isSame(left[name], right[name]));
}

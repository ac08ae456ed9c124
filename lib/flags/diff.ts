/** What changed between two versions of a flag, in words that say who is affected. */
import { changesOf } from "@/lib/audit/diff";
import { BUCKETS } from "./bucket";
import { conditionText } from "./condition-words";
import { movedBetween, sharesOf } from "./ranges";
import type { Flag, Serve } from "./schema";
import { serveText } from "./serve-text";

export type FlagChange = {
  /** Such as `environments.production.serve`. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Share of all keys that get another variant, 0..1; only where buckets changed hands. */
  readonly movedRatio?: number;
};

/** In the order of the newer version; what stayed as it was is left out. */
export function diffFlags(before: Flag, after: Flag): FlagChange[] {
  const [was, is] = [flat(before), flat(after)];
  const changes = changesOf(was.rest, is.rest)
    .filter(({ before: old, after: now }) => old !== now)
    .map(({ field, before: old, after: now }) => ({ field, before: old, after: now }));
  const fields = [...new Set([...was.serves.keys(), ...is.serves.keys()])];
  return [...changes, ...fields.flatMap((field) => served(field, was.serves, is.serves))];
}

type Flat = { readonly rest: object; readonly serves: ReadonlyMap<string, Serve> };

/** What is served aside: a hundred ranges say nothing to people, shares do. Rules by their names. */
function flat({ environments, ...flag }: Flag): Flat {
  const serves = new Map<string, Serve>();
  const rest = Object.entries(environments).map(([name, { rules, serve, ...environment }]) => {
    serves.set(`environments.${name}.serve`, serve);
    for (const rule of rules)
      serves.set(`environments.${name}.rules.${rule.name}.serve`, rule.serve);
    const conditions = rules.map((rule) => [rule.name, rule.when.map(conditionText).join("; ")]);
    const order = rules.map((rule) => rule.name);
    const prerequisites = environment.prerequisites.map(
      ({ flag: other, variants }) => `${other} gives ${variants.join(" or ")}`,
    );
    const when = Object.fromEntries(conditions);
    return [name, { ...environment, prerequisites, order, when }];
  });
  return { rest: { ...flag, environments: Object.fromEntries(rest) }, serves };
}

function served(
  field: string,
  was: ReadonlyMap<string, Serve>,
  is: ReadonlyMap<string, Serve>,
): FlagChange[] {
  const [old, now] = [was.get(field), is.get(field)];
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  const change = {
    field,
    before: old ? serveText(old) : null,
    after: now ? serveText(now) : null,
  };
  return [{ ...change, ...(old && now && { movedRatio: movedOf(old, now) }) }];
}

const whole = (variant: string) => [{ variant, from: 0, to: BUCKETS }];

/** With another salt everybody is dealt anew: who moves is the share that two independent deals differ in. */
function movedOf(old: Serve, now: Serve): number {
  const before = "variant" in old ? whole(old.variant) : old.split.ranges;
  const after = "variant" in now ? whole(now.variant) : now.split.ranges;
  const isRedealt = "split" in old && "split" in now && old.split.salt !== now.split.salt;
  if (!isRedealt) return movedBetween(before, after);
  const [left, right] = [sharesOf(before), sharesOf(after)];
  const stay = Object.entries(left).reduce(
    (sum, [variant, share]) => sum + (share * (right[variant] ?? 0)) / BUCKETS ** 2,
    0,
  );
  return 1 - stay;
}

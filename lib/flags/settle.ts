/** Turns the weights that people write into buckets, moving nobody who need not move. */
import { BUCKETS } from "./bucket";
import { bucketsOf, type Range, reshare, type Shares } from "./ranges";
import type { DraftServe, Flag, FlagDraft, Serve } from "./schema";

/** A flag with its buckets, given the version before it: a share that grows keeps whom it had. */
export function settle(draft: FlagDraft, before: Flag | null): Flag {
  const environments = Object.entries(draft.environments).map(([name, environment]) => {
    const was = before?.environments[name];
    // Rules are known by their names: one that moved up or down keeps its buckets.
    const rules = environment.rules.map((rule) => {
      const old = was?.rules.find((each) => each.name === rule.name);
      return { ...rule, serve: settled(rule.serve, old?.serve) };
    });
    return [name, { ...environment, rules, serve: settled(environment.serve, was?.serve) }];
  });
  return { ...draft, environments: Object.fromEntries(environments) };
}

function settled(serve: DraftServe, was: Serve | undefined): Serve {
  if ("variant" in serve) return serve;
  const { split } = serve;
  if ("ranges" in split) return { split };
  const { weights, control, ...rest } = split;
  const held = was && "split" in was && was.split.salt === rest.salt ? was.split.ranges : [];
  return { split: { ...rest, control, ranges: reshared(held, weights, control) } };
}

function reshared(held: readonly Range[], weights: Shares, control: string): Range[] {
  const shares: Record<string, number> = { [control]: 0 };
  for (const [variant, percent] of Object.entries(weights)) shares[variant] = bucketsOf(percent);
  // Three decimals of percent are all a bucket can tell: the control bears the rounding.
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
  shares[control] = (shares[control] ?? 0) + BUCKETS - total;
  return reshare(held, shares, control);
}

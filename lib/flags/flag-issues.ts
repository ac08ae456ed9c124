/** What no single field of a flag can see: values of another kind, variants nobody declared, shares that do not add up. */
import type { z } from "zod";
import { BUCKETS } from "./bucket";
import type { Range } from "./ranges";

type SplitLike =
  | { readonly control: string; readonly ranges: readonly Range[] }
  | { readonly control: string; readonly weights: Readonly<Record<string, number>> };
type ServeLike = { readonly variant: string } | { readonly split: SplitLike };
type EnvironmentLike = {
  readonly prerequisites: readonly { readonly flag: string }[];
  readonly rules: readonly { readonly serve: unknown }[];
  readonly serve: unknown;
};
type FlagLike = {
  readonly key: string;
  readonly kind: string;
  readonly variants: Readonly<Record<string, unknown>>;
  readonly offVariant: string;
  readonly environments: Readonly<Record<string, EnvironmentLike>>;
};
type Say = (path: readonly PropertyKey[], message: string) => void;

export function flagIssues(flag: FlagLike, ctx: z.RefinementCtx): void {
  const say: Say = (path, message) => ctx.addIssue({ code: "custom", path: [...path], message });
  const names = Object.keys(flag.variants);
  if (names.length === 0) say(["variants"], "takes at least one variant");
  if (names.length > 50) say(["variants"], "takes at most 50 variants");
  for (const [name, value] of Object.entries(flag.variants)) {
    // The contract's kinds are JavaScript's words for them, lists included among objects.
    const kind = typeof value;
    if (kind !== flag.kind) say(["variants", name], `is a ${kind} in a flag of kind ${flag.kind}`);
  }
  knownVariant(flag, flag.offVariant, ["offVariant"], say);
  for (const [name, environment] of Object.entries(flag.environments))
    environmentIssues(flag, environment, ["environments", name], say);
}

function environmentIssues(
  flag: FlagLike,
  { prerequisites, rules, serve }: EnvironmentLike,
  path: readonly PropertyKey[],
  say: Say,
): void {
  for (const [i, { flag: other }] of prerequisites.entries())
    if (other === flag.key)
      say([...path, "prerequisites", i, "flag"], "is the flag itself: it cannot wait for itself");
  for (const [i, rule] of rules.entries())
    serveIssues(flag, rule.serve as ServeLike, [...path, "rules", i, "serve"], say);
  serveIssues(flag, serve as ServeLike, [...path, "serve"], say);
}

function serveIssues(flag: FlagLike, serve: ServeLike, path: readonly PropertyKey[], say: Say) {
  if ("variant" in serve) return knownVariant(flag, serve.variant, [...path, "variant"], say);
  const { split } = serve;
  knownVariant(flag, split.control, [...path, "split", "control"], say);
  if ("weights" in split) weightIssues(flag, split.weights, [...path, "split", "weights"], say);
  else rangeIssues(flag, split.ranges, [...path, "split", "ranges"], say);
}

function weightIssues(
  flag: FlagLike,
  weights: Readonly<Record<string, number>>,
  path: readonly PropertyKey[],
  say: Say,
): void {
  for (const variant of Object.keys(weights)) knownVariant(flag, variant, [...path, variant], say);
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 100) > 1e-6)
    say(path, `add up to ${Number(total.toFixed(3))} %: they have to make 100 %`);
}

function rangeIssues(
  flag: FlagLike,
  ranges: readonly Range[],
  path: readonly PropertyKey[],
  say: Say,
): void {
  let at = 0;
  for (const [i, { variant, from, to }] of ranges.entries()) {
    knownVariant(flag, variant, [...path, i, "variant"], say);
    if (from !== at || to <= from) say([...path, i], `has to start at ${at} and hold a bucket`);
    at = to;
  }
  if (at !== BUCKETS) say(path, `end at ${at}: they have to cover all ${BUCKETS} buckets`);
}

function knownVariant(
  { variants }: FlagLike,
  variant: string,
  path: readonly PropertyKey[],
  say: Say,
): void {
  if (Object.hasOwn(variants, variant)) return;
  say(path, `“${variant}” is no variant: there are ${Object.keys(variants).join(", ") || "none"}`);
}

/** A flag while it is being written: what a new one begins with, and changes that keep the rest of it in step. */
import { BUCKETS } from "./bucket";
import { sharesOf } from "./ranges";
import type { DraftServe, DraftSplit, Flag, FlagDraft, Value } from "./schema";

type Kind = Flag["kind"];

const BUNDLE = { adapter: "mock", model: "", prompt: 1, tools: [], index: "" };
const STARTS: Readonly<Record<Kind, { variants: Record<string, Value>; off: string }>> = {
  boolean: { variants: { on: true, off: false }, off: "off" },
  string: { variants: { control: "one", other: "another" }, off: "control" },
  number: { variants: { low: 1, high: 2 }, off: "low" },
  object: { variants: { mock: BUNDLE, real: { ...BUNDLE, adapter: "real" } }, off: "mock" },
};

/** Everybody gets the off variant until somebody says otherwise. */
export function newDraft(kind: Kind): FlagDraft {
  const { variants, off } = STARTS[kind];
  return {
    ...{ key: "", description: "", kind, variants: { ...variants }, offVariant: off },
    unit: kind === "object" ? "conversation" : "user",
    environments: { production: environmentServing(off) },
  };
}

export const environmentServing = (variant: string) => ({
  ...{ isEnabled: true, prerequisites: [], rules: [], serve: { variant } },
});

/** A value to begin another variant with. */
export const valueFor = (kind: Kind): Value =>
  kind === "boolean" ? false : kind === "string" ? "" : kind === "number" ? 0 : {};

/** In percent, by variant. */
export function percentsOf(split: DraftSplit): Readonly<Record<string, number>> {
  if ("weights" in split) return split.weights;
  const shares = Object.entries(sharesOf(split.ranges));
  return Object.fromEntries(shares.map(([name, n]) => [name, (n * 100) / BUCKETS]));
}

const rounded = (percent: number): number => Number(percent.toFixed(3));

/** What the control has left when the others have theirs. */
export function remainderOf(split: DraftSplit): number {
  const others = Object.entries(percentsOf(split)).filter(([name]) => name !== split.control);
  return rounded(100 - others.reduce((sum, [, percent]) => sum + percent, 0));
}

/** A split with one share changed: the control takes what remains. */
export function withPercent(split: DraftSplit, variant: string, percent: number): DraftSplit {
  const { control, salt } = split;
  const others = { ...percentsOf(split), [variant]: percent };
  const next = { control, weights: others, ...(salt !== undefined && { salt }) };
  return { ...next, weights: { ...others, [control]: remainderOf(next) } };
}

/** Another control: shares stay as they are, only who gives and takes is another. */
export const withControl = (split: DraftSplit, control: string): DraftSplit => {
  const { salt } = split;
  const weights = { [control]: 0, ...percentsOf(split) };
  return { control, weights, ...(salt !== undefined && { salt }) };
};

/** Another salt deals everybody anew; ranges are of the deal before, so only their shares go with it. */
export function withSalt(split: DraftSplit, salt: string | undefined): DraftSplit {
  const { control } = split;
  return { control, weights: { ...percentsOf(split) }, ...(salt !== undefined && { salt }) };
}

/** Where a variant is needed, in words; none: it can go. */
export function usesOf({ offVariant, environments }: FlagDraft, variant: string): string[] {
  const here = Object.entries(environments).flatMap(([name, { rules, serve }]) => [
    ...(isServed(serve, variant) ? [`${name}, for everybody`] : []),
    ...rules
      .filter((rule) => isServed(rule.serve, variant))
      .map((rule) => `${name}, rule “${rule.name}”`),
  ]);
  return [...(offVariant === variant ? ["the off variant"] : []), ...here];
}

function isServed(serve: DraftServe, variant: string): boolean {
  if ("variant" in serve) return serve.variant === variant;
  const { split } = serve;
  return split.control === variant || (percentsOf(split)[variant] ?? 0) > 0;
}

/** With every place that names it. */
export function renameVariant(draft: FlagDraft, from: string, to: string): FlagDraft {
  const named = (name: string) => (name === from ? to : name);
  const environments = Object.entries(draft.environments).map(([name, environment]) => [
    name,
    {
      ...environment,
      rules: environment.rules.map((rule) => ({ ...rule, serve: renamed(rule.serve, named) })),
      serve: renamed(environment.serve, named),
    },
  ]);
  return {
    ...draft,
    variants: renamedFields(draft.variants, named),
    offVariant: named(draft.offVariant),
    environments: Object.fromEntries(environments),
  };
}

type Named = (name: string) => string;

const renamedFields = <T>(fields: Readonly<Record<string, T>>, named: Named): Record<string, T> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [named(name), value]));

function renamed(serve: DraftServe, named: Named): DraftServe {
  if ("variant" in serve) return { variant: named(serve.variant) };
  const { split } = serve;
  const control = named(split.control);
  if ("weights" in split)
    return { split: { ...split, control, weights: renamedFields(split.weights, named) } };
  const ranges = split.ranges.map((range) => ({ ...range, variant: named(range.variant) }));
  return { split: { ...split, control, ranges } };
}

/** Nobody gets it any more, so shares of nothing go with it. */
export function withoutVariant(draft: FlagDraft, variant: string): FlagDraft {
  const { [variant]: _gone, ...variants } = draft.variants;
  const environments = Object.entries(draft.environments).map(([name, environment]) => [
    name,
    {
      ...environment,
      rules: environment.rules.map((rule) => ({ ...rule, serve: less(rule.serve, variant) })),
      serve: less(environment.serve, variant),
    },
  ]);
  return { ...draft, variants, environments: Object.fromEntries(environments) };
}

function less(serve: DraftServe, variant: string): DraftServe {
  if ("variant" in serve || !("weights" in serve.split)) return serve;
  const { [variant]: _gone, ...weights } = serve.split.weights;
  return { split: { ...serve.split, weights } };
}

/** An entry of a list one place up or down; at the end it stays. */
export function movedBy<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one, other] = [next[at], next[at + by]];
  if (one === undefined || other === undefined) return next;
  next[at] = other;
  next[at + by] = one;
  return next;
}

/** As it is sent: lines that were left empty are no values. */
export function tidied(draft: FlagDraft): FlagDraft {
  const environments = Object.entries(draft.environments).map(([name, environment]) => {
    const rules = environment.rules.map((rule) => ({ ...rule, when: rule.when.map(withoutEmpty) }));
    return [name, { ...environment, rules }];
  });
  return { ...draft, environments: Object.fromEntries(environments) };
}

export function withoutEmpty<C extends object>(condition: C): C {
  if (!("values" in condition) || !Array.isArray(condition.values)) return condition;
  return { ...condition, values: condition.values.filter((value) => value !== "") };
}

/** What a rule may be filtered and split by, given what it already is: only what the rollups keep together. */
import type { Dimension, GroupField } from "@/lib/alerts/filter";
import { type Addend, dimensionsOf, hasLabels, type Signal } from "@/lib/alerts/signal";

const ORDER: readonly Dimension[] = [
  "environment",
  "agent",
  "agentType",
  "version",
  "variant",
  "provider",
  "model",
  "component",
  "gate",
  "journey",
];

const isLabel = (on: string): boolean => on === "series" || on.startsWith("label:");

/** `used`: what the rule is filtered or split by already. The environment is kept with everything. */
export function allowedFields(signal: Signal | Addend, used: readonly string[]): Dimension[] {
  const asked = used.filter((on) => !isLabel(on) && on !== "environment");
  const sets: readonly (readonly string[])[] = dimensionsOf(signal);
  const fits = (field: Dimension) =>
    field === "environment" ||
    sets.some((set) => [...asked, field].every((one) => set.includes(one)));
  return ORDER.filter(fits);
}

/** The same for splitting: metrics by their series or a label of theirs too. */
export function allowedGroups(signal: Signal, used: readonly string[]): GroupField[] {
  const fields = allowedFields(signal, used);
  return hasLabels(signal) ? ["series", ...fields] : fields;
}

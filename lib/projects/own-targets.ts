/** A project's own targets without the budgets that are kept beside them: those are set on a page of their own. */
import type { ProjectView } from "./schema";

const asFields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

export function ownTargets(kept: unknown): ProjectView["targets"] {
  const { budget: _budget, ...targets } = asFields(kept);
  return targets;
}

/** What is kept when somebody has set other targets. */
export function keptTargets(kept: unknown, wanted: unknown): Record<string, unknown> {
  const { budget } = asFields(kept);
  return { ...asFields(wanted), ...(budget !== undefined && { budget }) };
}

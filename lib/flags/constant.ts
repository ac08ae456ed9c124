/** Whether everybody gets the same of a flag, and what. */
import { sharesOf } from "./ranges";
import type { FlagEnvironment, Serve } from "./schema";

const variantsOf = (serve: Serve): string[] =>
  "variant" in serve ? [serve.variant] : Object.keys(sharesOf(serve.split.ranges));

/** The one variant that an environment gives out; null where it depends on who asks. */
export function constantIn(
  { isEnabled, prerequisites, rules, serve }: FlagEnvironment,
  offVariant: string,
): string | null {
  if (!isEnabled) return offVariant;
  const given = new Set([serve, ...rules.map((rule) => rule.serve)].flatMap(variantsOf));
  // Whoever does not meet them gets the off variant.
  if (prerequisites.length > 0) given.add(offVariant);
  const [only] = given;
  return given.size === 1 && only !== undefined ? only : null;
}

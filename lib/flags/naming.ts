/** What a flag names besides itself: segments in its rules, other flags as prerequisites. */
import type { FlagDraft } from "./schema";

export type Named = {
  readonly kind: "segment" | "flag";
  readonly name: string;
  readonly environment: string;
  /** The rule's name; null for a prerequisite. */
  readonly rule: string | null;
  /** Where it stands in the flag. */
  readonly path: string;
};

type Naming = Pick<FlagDraft, "environments">;

export const namedIn = ({ environments }: Naming): Named[] =>
  Object.entries(environments).flatMap(([environment, { prerequisites, rules }]) => [
    ...prerequisites.map(({ flag }, i): Named => {
      const path = `environments.${environment}.prerequisites.${i}.flag`;
      return { kind: "flag", name: flag, environment, rule: null, path };
    }),
    ...rules.flatMap(({ name: rule, when }, i) =>
      when.flatMap((condition, j): Named[] => {
        if (condition.is !== "inSegment") return [];
        const path = `environments.${environment}.rules.${i}.when.${j}.segment`;
        return [{ kind: "segment", name: condition.segment, environment, rule, path }];
      }),
    ),
  ]);

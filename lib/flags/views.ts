/** What is seen of flags: the list, one with its life, and what a change would do. */
import type { FlagChange } from "./diff";
import type { Hold } from "./holds";
import type { Flag, Unit } from "./schema";
import type { Stale } from "./stale";

type FlagVersionView = {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
};
/** Its work is done: archived once nobody asks for it. */
export type Graduation = { readonly at: string; readonly by: string; readonly keep: string };
type Archived = { readonly at: string; readonly by: string; readonly reason: string };
/** Who asks for it, so that its last traces in code are found. */
export type AskerView = {
  /** An API key's name, or `people`. */
  readonly name: string;
  readonly environment: string;
  /** Asks for all flags at once, which does not tell whether its code uses this one. */
  readonly isForAll: boolean;
  readonly n: number;
  readonly sinceAt: string;
  readonly lastAt: string;
};
export type FlagView = {
  readonly flag: Flag;
  readonly version: number;
  /** Newest first. */
  readonly versions: readonly FlagVersionView[];
  /** Answers given within a week, by environment and variant. */
  readonly given: readonly {
    readonly environment: string;
    readonly variant: string;
    readonly n: number;
  }[];
  readonly stale: Stale | null;
  /** Units that keep a variant now. */
  readonly pins: readonly {
    readonly environment: string;
    readonly variant: string;
    readonly n: number;
  }[];
  readonly graduation: Graduation | null;
  readonly archived: Archived | null;
  /** Rollouts that move it now. */
  readonly holds: readonly Hold[];
  /** Flags that wait for it. */
  readonly neededBy: readonly { readonly flag: string; readonly environment: string }[];
  readonly askers: readonly AskerView[];
};
/** One of a list: how it stands in each environment, and whether it is still of use. */
export type FlagRow = {
  readonly key: string;
  readonly description: string;
  readonly kind: Flag["kind"];
  readonly variants: readonly string[];
  readonly unit: Unit;
  readonly version: number;
  readonly changedAt: string;
  readonly environments: readonly {
    readonly name: string;
    readonly isEnabled: boolean;
    /** Who gets what, in words. */
    readonly serves: string;
  }[];
  readonly given: number;
  readonly stale: Stale | null;
  readonly graduation: Graduation | null;
};
export type ArchivedRow = Archived & {
  readonly key: string;
  readonly description: string;
  /** What the code kept, where it was graduated. */
  readonly keep: string | null;
};
export type FlagsView = {
  readonly flags: readonly FlagRow[];
  readonly archived: readonly ArchivedRow[];
};
export type PreviewView = {
  /** Null: it would be a new flag. */
  readonly was: number | null;
  readonly changes: readonly FlagChange[];
};
export type ImportReport = {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly same: number;
  /** Flags whose split stays as a rollout has it, whatever the file says. */
  readonly held: readonly string[];
};

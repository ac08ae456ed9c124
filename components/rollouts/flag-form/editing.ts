/** What every part of the flag editor is handed: the draft, how to change it, and what stands against it. */
import { Fault } from "@/lib/core/fault";
import type { Hold } from "@/lib/flags/holds";
import type { DraftEnvironment, FlagDraft } from "@/lib/flags/schema";

export type Known = {
  readonly segments: readonly string[];
  /** The other flags with their variants. */
  readonly flags: readonly { readonly key: string; readonly variants: readonly string[] }[];
};

export type Editing = {
  readonly draft: FlagDraft;
  readonly set: (change: Partial<FlagDraft>) => void;
  /** What the server said about the last attempt. */
  readonly error: Error | null;
  /** Rollouts that move it now. */
  readonly holds: readonly Hold[];
  readonly known: Known;
  /** Text that is not yet a value: nothing is saved while there is any. */
  readonly setBroken: (place: string, isBroken: boolean) => void;
};

type Issue = { readonly field: string; readonly message: string };

/** Everything that is wrong, each with its field as the form names it. */
export function issuesOf(error: Error | null): readonly Issue[] {
  if (!(error instanceof Fault)) return [];
  const { issues, field } = error.detail;
  if (Array.isArray(issues)) return issues as Issue[];
  if (typeof field !== "string") return [];
  const own = `${field}: `;
  const message = error.message.startsWith(own) ? error.message.slice(own.length) : error.message;
  return [{ field, message }];
}

/** What is wrong at a field, or within it. */
export const issueAt = (error: Error | null, path: string): string | undefined =>
  issuesOf(error).find(({ field }) => field === path || field.startsWith(`${path}.`))?.message;

/** What is wrong with a field itself, whatever is wrong within it. */
export const issueOf = (error: Error | null, path: string): string | undefined =>
  issuesOf(error).find(({ field }) => field === path)?.message;

/** The draft with one environment changed. */
export const withEnvironment = (
  { environments }: FlagDraft,
  name: string,
  change: Partial<DraftEnvironment>,
): Pick<FlagDraft, "environments"> => {
  const was = environments[name];
  return was
    ? { environments: { ...environments, [name]: { ...was, ...change } } }
    : { environments };
};

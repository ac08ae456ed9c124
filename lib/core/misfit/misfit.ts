/** What a value that does not fit its schema is refused with: each field that is wrong, and one sentence. */
import type { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { sentence, worded } from "./words";

export type Misfit = { readonly field: string; readonly message: string };

type Trouble = { readonly issues: readonly z.core.$ZodIssue[] };

/** Every field that is wrong, as a form looks it up. */
export const misfitsOf = ({ issues }: Trouble): Misfit[] =>
  issues.map((issue) => ({ field: issue.path.join("."), message: worded(issue) }));

/** `whole` is what the value is called, for what is wrong with all of it. */
export const sentencesOf = ({ issues }: Trouble, whole: string): string[] =>
  issues.map((issue) => sentence(issue.path, worded(issue), whole));

export const firstOf = (error: Trouble, whole: string): string =>
  sentencesOf(error, whole)[0] ?? `${whole} does not fit`;

export function misfit(error: Trouble, whole = "The request"): Fault {
  const issues = misfitsOf(error);
  const field = issues[0]?.field;
  return new Fault("invalid", firstOf(error, whole), { ...(field && { field }), issues });
}

/** Each refused field of a plan, with its message beside it: a plan may be refused for several at once. */
import { Fault } from "@/lib/core/fault";

export type Issue = { readonly field: string; readonly message: string };

const within = (field: string): string => field.replace(/^plan\.?/, "");

export function issuesOf(error: Error | null): Issue[] {
  if (!(error instanceof Fault)) return [];
  const { issues, field } = error.detail;
  if (Array.isArray(issues))
    return (issues as Issue[]).map((issue) => ({ ...issue, field: within(issue.field) }));
  if (typeof field !== "string") return [];
  return [{ field: within(field), message: error.message.replace(`${field}: `, "") }];
}

export const issueAt = (error: Error | null, field: string): string | undefined =>
  issuesOf(error).find((issue) => issue.field === field)?.message;

/** Each refused field of a plan, with its message beside it: a plan may be refused for several at once. */
import { Fault } from "@/lib/core/fault";
import { type Plan, planSchema } from "@/lib/rollouts/plan";

type Issue = { readonly field: string; readonly message: string };

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

/** What was refused and has been put right since is no error any more. */
export function stillWrong(error: Error | null, plan: Plan): Error | null {
  if (!(error instanceof Fault) || !Array.isArray(error.detail.issues)) return error;
  const judged = planSchema.safeParse(plan);
  const wrong = new Set(judged.error?.issues.map(({ path }) => path.join(".")));
  const issues = issuesOf(error).filter(({ field }) => wrong.has(field));
  return issues.length === 0 ? null : new Fault(error.code, error.message, { issues });
}

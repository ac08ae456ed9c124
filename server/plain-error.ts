/** A refusal that a person can act on: printed as its one sentence, without a stack, exit code 1. */
export class PlainError extends Error {
  override readonly name = "PlainError";
}

/** The code of a system or Postgres error, such as ECONNREFUSED or 3D000. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

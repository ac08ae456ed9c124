/** The message of a refusal beside the field that it is about. */
import { Fault } from "@/lib/core/fault";

export function errorAt(error: Error | null, field: string): string | undefined {
  if (!(error instanceof Fault) || typeof error.detail.field !== "string") return undefined;
  return error.detail.field === field || error.detail.field.startsWith(`${field}.`)
    ? error.message
    : undefined;
}

/** The refusal, unless one of these fields shows it. */
export const errorElsewhere = (error: Error | null, fields: readonly string[]): Error | null =>
  fields.some((field) => errorAt(error, field) !== undefined) ? null : error;

/** Reading a count out of a provider's answer by its path, refusing what cannot be a count. */
import { Fault } from "@/lib/core/fault";

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One step of a path: a name, or a name with `[key=value]`, the entries of a list where that holds. */
const STEP = /^([^[]+)(?:\[([^=]+)=([^\]]+)\])?$/;

/** No call has more: what is above is a wrong unit or a broken counter. */
const MOST_TOKENS = 10_000_000_000;

/** The number at `path` (`prompt_tokens_details.cached_tokens`), or null when there is none. `root` is named in refusals. */
export function countAt(from: Fields, path: string, root: string): number | null {
  const found = valuesAt(from, path.split("."));
  const counts = found.flatMap((value) =>
    value === null || value === undefined ? [] : [countOf(value, root ? `${root}.${path}` : path)],
  );
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

function valuesAt(from: unknown, steps: readonly string[]): unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [from];
  const [, name = step, key, wanted] = STEP.exec(step) ?? [];
  const value = isFields(from) ? from[name] : undefined;
  if (key === undefined) return valuesAt(value, rest);
  const entries = Array.isArray(value) ? value : [];
  return entries
    .filter((entry) => isFields(entry) && entry[key] === wanted)
    .flatMap((entry) => valuesAt(entry, rest));
}

/** Some clients write whole numbers as text. */
function countOf(value: unknown, field: string): number {
  const count = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) {
    if (count <= MOST_TOKENS) return count;
    throw refusal(field, `${count} is more than any call can have`);
  }
  if (typeof count === "number" && count < 0) throw refusal(field, `${count} is negative`);
  throw refusal(field, `${JSON.stringify(value)} is not a whole number`);
}

export const refusal = (field: string, why: string): Fault =>
  new Fault("invalid", `${field}: ${why}`, { field });

/** What a targeting rule can ask of the context of an evaluation. */
import { z } from "zod";

const MAX_VALUES = 10_000;
const texts = z
  .array(z.string().max(500, "takes at most 500 characters"))
  .min(1, "takes at least one value")
  .max(MAX_VALUES, `takes at most ${MAX_VALUES} values`);
const attribute = z
  .string()
  .min(1, "must not be empty")
  .max(100, "takes at most 100 characters")
  .describe("A field of the context; `plan.name` is the field name within plan");
const isNot = z.boolean().default(false);

/** Words that compare texts, numbers, instants and versions. */
const TEXT_WORDS = ["in", "contains", "startsWith", "endsWith"] as const;
const NUMBER_WORDS = ["below", "atMost", "atLeast", "above"] as const;
const INSTANT_WORDS = ["before", "after"] as const;
const VERSION_WORDS = ["versionAtLeast", "versionBelow"] as const;

const version = z.string().regex(/^\d+(\.\d+){0,3}$/, "is a version such as 2.10.1");

export const attributeConditionSchema = z.discriminatedUnion("is", [
  z.strictObject({ attribute, is: z.enum(TEXT_WORDS), values: texts, isNot }),
  z.strictObject({ attribute, is: z.enum(NUMBER_WORDS), value: z.number(), isNot }),
  z.strictObject({ attribute, is: z.enum(INSTANT_WORDS), value: z.iso.datetime(), isNot }),
  z.strictObject({ attribute, is: z.enum(VERSION_WORDS), value: version, isNot }),
  z.strictObject({ attribute, is: z.literal("present"), isNot }),
]);
export type AttributeCondition = z.output<typeof attributeConditionSchema>;

export const conditionSchema = z.discriminatedUnion("is", [
  ...attributeConditionSchema.options,
  z.strictObject({ is: z.literal("inSegment"), segment: z.string().min(1).max(100), isNot }),
]);
export type Condition = z.output<typeof conditionSchema>;

/** What the caller knows of whom it asks for. */
export type Context = Readonly<Record<string, unknown>>;

/** A field by its whole name first, so that `a.b` may be a name, then within objects. */
function fieldOf(context: Context, attribute: string): unknown {
  if (Object.hasOwn(context, attribute)) return context[attribute];
  let value: unknown = context;
  for (const name of attribute.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Context)[name];
  }
  return value;
}

/** Whether a context fits. What is absent or of another type fits nothing, so it fits every `isNot`. */
export const fits = (condition: AttributeCondition, context: Context): boolean =>
  test(condition, fieldOf(context, condition.attribute)) !== condition.isNot;

function test(condition: AttributeCondition, value: unknown): boolean {
  if (condition.is === "present") return value !== undefined && value !== null;
  if (Array.isArray(value))
    return value.some((item) => !Array.isArray(item) && test(condition, item));
  switch (condition.is) {
    case "in":
      return isPlain(value) && membersOf(condition.values).has(String(value));
    case "contains":
    case "startsWith":
    case "endsWith":
      return typeof value === "string" && hasText(condition.is, value, condition.values);
    case "before":
    case "after":
      return isOnSide(condition.is, instantOf(value), Date.parse(condition.value));
    case "versionAtLeast":
    case "versionBelow":
      return isVersion(condition.is, value, condition.value);
    default:
      return typeof value === "number" && compares(condition.is, value, condition.value);
  }
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Lists are looked up at each evaluation and never change: each becomes a set once. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();
export function membersOf(values: readonly string[]): ReadonlySet<string> {
  const known = sets.get(values);
  if (known) return known;
  const made = new Set(values);
  sets.set(values, made);
  return made;
}

function hasText(
  word: "contains" | "startsWith" | "endsWith",
  text: string,
  parts: readonly string[],
): boolean {
  if (word === "contains") return parts.some((part) => text.includes(part));
  if (word === "startsWith") return parts.some((part) => text.startsWith(part));
  return parts.some((part) => text.endsWith(part));
}

function compares(word: (typeof NUMBER_WORDS)[number], value: number, limit: number): boolean {
  switch (word) {
    case "below":
      return value < limit;
    case "atMost":
      return value <= limit;
    case "atLeast":
      return value >= limit;
    case "above":
      return value > limit;
  }
}

/** A number is milliseconds since 1970. */
function instantOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" ? Date.parse(value) : Number.NaN;
}

const isOnSide = (word: "before" | "after", at: number, limit: number): boolean =>
  word === "before" ? at < limit : at > limit;

function isVersion(word: (typeof VERSION_WORDS)[number], value: unknown, limit: string): boolean {
  const order = typeof value === "string" ? versionOrder(value, limit) : null;
  if (order === null) return false;
  return word === "versionAtLeast" ? order >= 0 : order < 0;
}

/** By its numbers; what follows a dash or a plus is left out. Null for what is no version. */
function versionOrder(a: string, b: string): number | null {
  const [left, right] = [numbersIn(a), numbersIn(b)];
  if (!left || !right) return null;
  const parts = Math.max(left.length, right.length);
  for (let i = 0; i < parts; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Programs come in few versions, and each is read again at every evaluation. */
const MOST_READ = 2_000;
const read = new Map<string, number[] | null>();

function numbersIn(version: string): number[] | null {
  const known = read.get(version);
  if (known !== undefined) return known;
  const found = /^v?(\d+(?:\.\d+){0,3})(?:[-+].*)?$/.exec(version)?.[1];
  const numbers = found === undefined ? null : found.split(".").map(Number);
  if (read.size >= MOST_READ) read.clear();
  read.set(version, numbers);
  return numbers;
}

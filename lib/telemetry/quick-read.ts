/** A schema taken apart once into plain functions, so that what fits is read at a fraction of the parser's cost. */
import { z } from "zod";

/** What a reader answers when the value does not fit, or when only the parser can tell. */
const REFUSED = Symbol("refused");
type Read = (value: unknown) => unknown;
type Plain = Readonly<Record<string, unknown>>;
type Schema = z.core.$ZodType;

/**
 * Undefined says "ask the schema": it alone words what is wrong. Absent optional fields are
 * present as undefined, so that all values of one object schema have one hidden class.
 */
export function quickReader<T>(schema: z.ZodType<T>): (value: unknown) => T | undefined {
  const read = readerOf(schema);
  return (value) => {
    const found = read(value);
    return found === REFUSED ? undefined : (found as T);
  };
}

/** Whatever is not known here goes through the parser, so a new sort of schema is slow, not wrong. */
function readerOf(schema: Schema): Read {
  return quickOf(schema as z.core.$ZodTypes) ?? slowOf(schema);
}

const slowOf =
  (schema: Schema): Read =>
  (value) => {
    const result = z.safeParse(schema, value);
    return result.success ? result.data : REFUSED;
  };

function quickOf(schema: z.core.$ZodTypes): Read | null {
  const { def } = schema._zod;
  switch (def.type) {
    case "string":
      return stringOf(def);
    case "number":
      return numberOf(def);
    case "optional":
      return optionalOf(readerOf(def.innerType));
    case "default":
      return defaultOf(def.defaultValue, readerOf(def.innerType));
    case "pipe":
      return pipeOf(def.in, def.out as z.core.$ZodTypes);
    default:
      return (def.checks?.length ?? 0) > 0 ? null : uncheckedOf(schema);
  }
}

function uncheckedOf(schema: z.core.$ZodTypes): Read | null {
  const { def } = schema._zod;
  switch (def.type) {
    case "boolean":
      return def.coerce ? null : (value) => (typeof value === "boolean" ? value : REFUSED);
    case "enum":
    case "literal":
      return memberOf(schema._zod.values);
    case "object":
      return def.catchall ? null : objectOf(def.shape);
    case "union":
      return unionOf(def);
    default:
      return null;
  }
}

const memberOf = (values: ReadonlySet<unknown> | undefined): Read | null =>
  values ? (value) => (values.has(value) ? value : REFUSED) : null;

const optionalOf =
  (read: Read): Read =>
  (value) =>
    value === undefined ? undefined : read(value);

const defaultOf = (fallback: unknown, read: Read): Read | null =>
  typeof fallback === "object" ? null : (value) => (value === undefined ? fallback : read(value));

/** A transformation with one argument can add no complaint of its own. */
function pipeOf(from: Schema, to: z.core.$ZodTypes): Read | null {
  const { def } = to._zod;
  if (def.type !== "transform" || def.transform.length > 1 || (def.checks?.length ?? 0) > 0) {
    return null;
  }
  const read = readerOf(from);
  const transform = def.transform as Read;
  return (value) => {
    const found = read(value);
    return found === REFUSED ? REFUSED : transform(found);
  };
}

type Rule = z.core.$ZodChecks["_zod"]["def"];
type Checked = { readonly checks?: readonly z.core.$ZodCheck<never>[] | undefined };

/** A format such as `z.uuid()` is a check itself, and the first. */
const checksOf = (def: Checked & object): Rule[] => [
  ...("check" in def ? [def as unknown as Rule] : []),
  ...(def.checks ?? []).map((check) => (check as unknown as z.core.$ZodChecks)._zod.def),
];

function stringOf(def: z.core.$ZodStringDef): Read | null {
  const rules: TextRules = { min: 0, max: Number.POSITIVE_INFINITY, patterns: [], alter: null };
  // A check after an alteration sees the altered text.
  const areTaken = checksOf(def).every((check) => rules.alter === null && takeRule(rules, check));
  return areTaken && !def.coerce ? textReader(rules) : null;
}

type TextRules = {
  min: number;
  max: number;
  readonly patterns: RegExp[];
  alter: ((text: string) => string) | null;
};

function takeRule(rules: TextRules, check: Rule): boolean {
  if (check.check === "min_length") rules.min = Math.max(rules.min, check.minimum);
  else if (check.check === "max_length") rules.max = Math.min(rules.max, check.maximum);
  else if (check.check === "overwrite") rules.alter = check.tx as (text: string) => string;
  else if (check.check === "string_format" && isWhole(check)) rules.patterns.push(check.pattern);
  else return false;
  return true;
}

/** Formats that their pattern says all about; a URL, for one, is more than that. */
const BY_PATTERN: ReadonlySet<string> = new Set(["regex", "uuid", "datetime"]);

const isWhole = (
  check: z.core.$ZodCheckStringFormatDef,
): check is z.core.$ZodCheckStringFormatDef & { pattern: RegExp } =>
  BY_PATTERN.has(check.format) && check.pattern?.global === false && !check.pattern.sticky;

function textReader({ min, max, patterns, alter }: TextRules): Read {
  return (value) => {
    if (typeof value !== "string" || value.length < min || value.length > max) return REFUSED;
    for (const pattern of patterns) if (!pattern.test(value)) return REFUSED;
    return alter === null ? value : alter(value);
  };
}

function numberOf(def: z.core.$ZodNumberDef): Read | null {
  if (def.coerce) return null;
  let [min, max] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let isWholeOnly = false;
  for (const check of checksOf(def)) {
    if (check.check === "greater_than" && check.inclusive) min = Math.max(min, Number(check.value));
    else if (check.check === "less_than" && check.inclusive)
      max = Math.min(max, Number(check.value));
    else if (check.check === "number_format" && check.format === "safeint") isWholeOnly = true;
    else return null;
  }
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value) || value < min || value > max) {
      return REFUSED;
    }
    return isWholeOnly && !Number.isSafeInteger(value) ? REFUSED : value;
  };
}

const isObject = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectOf(shape: Readonly<Record<string, Schema>>): Read {
  const names = Object.keys(shape);
  const reads = Object.values(shape).map(readerOf);
  // A parsed object has fast properties, and so have its copies; one grown field by field becomes a dictionary.
  const blank: Plain = JSON.parse(JSON.stringify(Object.fromEntries(names.map((n) => [n, null]))));
  return (value) => {
    if (!isObject(value)) return REFUSED;
    const out: Record<string, unknown> = { ...blank };
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const found = (reads[i] as Read)(value[name]);
      if (found === REFUSED) return REFUSED;
      out[name] = found;
    }
    return out;
  };
}

function unionOf(def: z.core.$ZodUnionDef): Read {
  if ("discriminator" in def) return discriminatedOf(def as z.core.$ZodDiscriminatedUnionDef);
  const reads = def.options.map(readerOf);
  return (value) => {
    for (const read of reads) {
      const found = read(value);
      if (found !== REFUSED) return found;
    }
    return REFUSED;
  };
}

function discriminatedOf({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef): Read {
  const byWord = new Map<unknown, Read>();
  for (const option of options) {
    const read = readerOf(option);
    const words = option._zod.propValues?.[discriminator] ?? [];
    for (const word of words) byWord.set(word, read);
  }
  return (value) => {
    const read = isObject(value) ? byWord.get(value[discriminator]) : undefined;
    return read ? read(value) : REFUSED;
  };
}

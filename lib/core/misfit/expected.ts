/** What a schema takes, in words: "a whole number from 1 to 5", "one of low, high". */
import type { z } from "zod";

const MOST_VALUES = 30;
const MOST_FIELDS = 24;
const MOST_FORMS = 5;

const FORMATS: Readonly<Record<string, string>> = {
  base64: "text in base64",
  base64url: "text in base64url",
  cidrv4: "a range of IPv4 addresses",
  cidrv6: "a range of IPv6 addresses",
  date: "a day such as 2026-11-20",
  datetime: "a time such as 2026-11-20T09:52:28Z",
  duration: "a span such as PT15M",
  email: "an e-mail address",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  json_string: "text that is JSON",
  time: "a time of day such as 09:52:28",
  url: "an address such as https://example.com",
  uuid: "a UUID",
};

/** Any schema of zod's is one of its own kinds, of which its base type does not tell. */
const kindOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;

export function expectedBy(schema: z.core.$ZodType): string {
  const def = kindOf(schema);
  return ofValue(def) ?? ofMany(def) ?? ofInner(def) ?? "another value";
}

type Def = ReturnType<typeof kindOf>;

function ofValue(def: Def): string | null {
  switch (def.type) {
    case "string":
      return textOf(def);
    case "number":
      return `${isWhole(def) ? "a whole number" : "a number"}${boundsOf(def)}`;
    case "boolean":
      return "true or false";
    case "date":
      return FORMATS.datetime ?? null;
    case "null":
      return "null";
    case "any":
    case "unknown":
      return "anything";
    case "never":
      return "nothing";
    default:
      return null;
  }
}

function ofMany(def: Def): string | null {
  switch (def.type) {
    case "enum":
      return oneOf(Object.values(def.entries));
    case "literal":
      return oneOf(def.values);
    case "array":
      return `a list${boundsOf(def, "entries")}`;
    case "tuple":
      return `a list of ${def.items.length}`;
    case "object":
      return fieldsOf(Object.keys(def.shape));
    case "record":
      return "an object";
    case "union":
      return [...new Set(def.options.slice(0, MOST_FORMS).map(expectedBy))].join(", or ");
    default:
      return null;
  }
}

/** Whatever is laid around a schema says nothing of what it takes. */
function ofInner(def: Def): string | null {
  if (def.type === "pipe") return expectedBy(def.in);
  if (def.type === "lazy") return expectedBy(def.getter());
  return "innerType" in def ? expectedBy(def.innerType) : null;
}

export function oneOf(values: readonly unknown[]): string {
  const named = values.slice(0, MOST_VALUES).map(String).join(", ");
  if (values.length === 1) return named;
  const more = values.length - MOST_VALUES;
  return `one of ${named}${more > 0 ? ` and ${more} more` : ""}`;
}

export function fieldsOf(names: readonly string[]): string {
  if (names.length === 0) return "an empty object";
  const more = names.length - MOST_FIELDS;
  const listed = names.slice(0, MOST_FIELDS).join(", ");
  return `an object of ${listed}${more > 0 ? ` and ${more} more` : ""}`;
}

export const formatWords = (format: string): string | null => FORMATS[format] ?? null;

type Bounds = {
  readonly least?: unknown;
  readonly most?: unknown;
  readonly isAbove?: boolean;
  readonly isBelow?: boolean;
};

const checksOf = (def: Def): readonly z.core.$ZodChecks[] =>
  // As with schemas: each check is one of zod's own.
  (def.checks ?? []) as z.core.$ZodChecks[];

const isWhole = (def: Def): boolean =>
  ("format" in def && def.format === "safeint") ||
  checksOf(def).some(({ _zod }) => _zod.def.check === "number_format");

function textOf(def: Def & { readonly type: "string" }): string {
  const format = "format" in def ? FORMATS[String(def.format)] : undefined;
  return format ?? `text${boundsOf(def, "characters")}`;
}

/** `counted`: the plural of what it counts; without one it measures. */
function boundsOf(def: Def, counted?: string): string {
  const bounds = checksOf(def).reduce(narrowed, {});
  const words = betweenOf(bounds, counted === undefined ? "from" : "of") ?? endsOf(bounds);
  return words === "" ? "" : ` ${words}${counted === undefined ? "" : ` ${counted}`}`;
}

function betweenOf({ least, most, isAbove, isBelow }: Bounds, from: string): string | null {
  if (least === undefined || most === undefined || isAbove || isBelow) return null;
  return least === most ? `of exactly ${least}` : `${from} ${least} to ${most}`;
}

function endsOf({ least, most, isAbove, isBelow }: Bounds): string {
  const above = least !== undefined && `${isAbove ? "above" : "of at least"} ${least}`;
  const below = most !== undefined && `${isBelow ? "below" : "of at most"} ${most}`;
  return [above, below].filter((end) => end !== false).join(" and ");
}

function narrowed(bounds: Bounds, { _zod: { def } }: z.core.$ZodChecks): Bounds {
  switch (def.check) {
    case "greater_than":
      return { ...bounds, least: def.value, isAbove: !def.inclusive };
    case "less_than":
      return { ...bounds, most: def.value, isBelow: !def.inclusive };
    case "min_length":
      return { ...bounds, least: def.minimum };
    case "max_length":
      return { ...bounds, most: def.maximum };
    case "length_equals":
      return { ...bounds, least: def.length, most: def.length };
    default:
      return bounds;
  }
}

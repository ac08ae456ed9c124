/** What is wrong with a value and what its place takes, in the words of the console instead of the validator's. */
import { z } from "zod";
import { namesSecret } from "@/lib/core/mask";
import { expectedBy, fieldsOf, formatWords, oneOf } from "./expected";

/** More of somebody's text than this is never given back. */
const LONGEST_ECHO = 60;
const MOST_NAMES = 5;

type Raw<C extends z.core.$ZodIssueCode> = Extract<z.core.$ZodRawIssue, { readonly code: C }>;

const clipped = (text: string): string =>
  text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO - 1)}…` : text;

/** Messages follow the name of their field: "is missing: …", "takes …, and has …". */
function wordsOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return ofOther(issue, issue.schema ? expectedBy(issue.schema) : issue.expected);
    case "invalid_value":
      return ofOther(issue, oneOf(issue.values));
    case "too_small":
    case "too_big":
      return ofSize(issue);
    case "invalid_format":
      return ofFormat(issue);
    case "not_multiple_of":
      return `is ${given(issue)}: takes a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return ofUnknown(issue);
    case "invalid_union":
      return ofUnion(issue);
    case "invalid_key":
      return `is no name that is taken: it ${issue.issues[0]?.message ?? "does not fit"}`;
    case "invalid_element":
      return `holds an entry that does not fit: it ${issue.issues[0]?.message ?? "is another"}`;
    default:
      return "does not fit";
  }
}

type Given = { readonly input: unknown; readonly path?: readonly PropertyKey[] | undefined };

const ofOther = (issue: Given, taken: string): string =>
  issue.input === undefined ? `is missing: ${taken}` : `is ${given(issue)}: takes ${taken}`;

/** What came; text only where it is short, and never what a field of that name keeps secret. */
function given({ input, path = [] }: Given): string {
  if (typeof input === "string") return textGiven(input, path);
  if (typeof input === "number")
    return Number.isNaN(input) ? "no number" : numberGiven(input, path);
  if (input === null || typeof input === "boolean") return String(input);
  if (Array.isArray(input)) return "a list";
  if (input instanceof Date) return Number.isNaN(input.getTime()) ? "no time" : input.toISOString();
  return typeof input === "object" ? "an object" : `a ${typeof input}`;
}

const isSecret = (path: readonly PropertyKey[]): boolean =>
  path.some((name) => typeof name === "string" && namesSecret(name));

function textGiven(text: string, path: readonly PropertyKey[]): string {
  if (text === "") return "empty";
  const isShown = text.length <= LONGEST_ECHO && !isSecret(path) && !text.includes("://");
  return isShown ? JSON.stringify(text) : `text of ${text.length} characters`;
}

const numberGiven = (n: number, path: readonly PropertyKey[]): string =>
  isSecret(path) ? "a number" : String(n);

const UNITS: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  set: ["entry", "entries"],
  map: ["entry", "entries"],
  file: ["byte", "bytes"],
};

function ofSize(issue: Raw<"too_small" | "too_big">): string {
  const unit = UNITS[issue.origin];
  const limit = limitOf(issue);
  if (unit === undefined) return `is ${given(issue)}: takes ${rangeOf(issue) ?? limit}`;
  const size = sizeOf(issue.input);
  const counted = `${limit} ${/ 1$/.test(limit) ? unit[0] : unit[1]}`;
  if (size === 0) return `is empty: takes ${counted}`;
  return `takes ${counted}${size === null ? "" : `, and has ${size}`}`;
}

/** Both ends, where the schema tells them. */
const rangeOf = ({ origin, schema }: Raw<"too_small" | "too_big">): string | null =>
  schema && (origin === "number" || origin === "int") ? expectedBy(schema) : null;

function limitOf(issue: Raw<"too_small" | "too_big">): string {
  const [least, most] =
    issue.code === "too_small"
      ? [`at least ${bound(issue.minimum, issue)}`, `more than ${bound(issue.minimum, issue)}`]
      : [`at most ${bound(issue.maximum, issue)}`, `less than ${bound(issue.maximum, issue)}`];
  if (issue.exact) return least.replace("at least", "exactly").replace("at most", "exactly");
  return issue.inclusive === false ? most : least;
}

const bound = (value: number | bigint, { origin }: { readonly origin: string }): string =>
  origin === "date" ? new Date(Number(value)).toISOString() : String(value);

function sizeOf(input: unknown): number | null {
  if (typeof input === "string" || Array.isArray(input)) return input.length;
  return input instanceof Set || input instanceof Map ? input.size : null;
}

/** The text itself is not given back: an address may hold a secret. */
function ofFormat(issue: Raw<"invalid_format">): string {
  if (issue.input === "") return `is empty: takes ${formatTaken(issue)}`;
  return `does not fit: takes ${formatTaken(issue)}`;
}

function formatTaken(issue: Raw<"invalid_format">): string {
  const { prefix, suffix, includes, pattern, format } = issue;
  if (typeof prefix === "string") return `text that begins with ${JSON.stringify(prefix)}`;
  if (typeof suffix === "string") return `text that ends with ${JSON.stringify(suffix)}`;
  if (typeof includes === "string") return `text with ${JSON.stringify(includes)} in it`;
  const known = formatWords(format);
  if (known !== null) return known;
  return typeof pattern === "string" ? `text that fits ${pattern}` : "text in another form";
}

function ofUnknown({ keys, schema }: Raw<"unrecognized_keys">): string {
  const named = keys.slice(0, MOST_NAMES).map((key) => JSON.stringify(clipped(key)));
  const more = keys.length > MOST_NAMES ? ` and ${keys.length - MOST_NAMES} more` : "";
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  const known = def?.type === "object" ? `: it is ${fieldsOf(Object.keys(def.shape))}` : "";
  const [field, are] = keys.length === 1 ? ["field", "is"] : ["fields", "are"];
  return `has the ${field} ${named.join(", ")}${more}, which ${are} unknown${known}`;
}

function ofUnion(issue: Raw<"invalid_union">): string {
  if (issue.input === undefined) return `is missing: ${formsOf(issue)}`;
  if (Array.isArray(issue.options) && issue.discriminator !== undefined) {
    const input = (issue.input as Record<string, unknown>)[issue.discriminator];
    return ofOther({ path: issue.path, input }, oneOf(issue.options));
  }
  const close = closestOf(issue.errors);
  if (close && !isSecret(issue.path ?? [])) return sentence(close.path, close.message, "it");
  return ofOther(issue, formsOf(issue));
}

const formsOf = ({ schema }: Raw<"invalid_union">): string =>
  schema ? expectedBy(schema) : "another value";

/** The form that was meant: one of the right type, with the least that is wrong. Null: none is of the right type. */
function closestOf(forms: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue | null {
  const near = forms.filter((form) => !form.some(isOther));
  const [form] = near.toSorted((a, b) => misses(a) - misses(b) || a.length - b.length);
  return form?.[0] ?? null;
}

const isOther = ({ path, code }: z.core.$ZodIssue): boolean =>
  path.length === 0 && (code === "invalid_type" || code === "invalid_value");

/** A fixed word that is not there, such as a kind, means another form. */
const misses = (form: readonly z.core.$ZodIssue[]): number =>
  form.filter(({ code }) => code === "invalid_value").length;

/**
 * A schema's own words for what it takes, "is one of low, high", would read as if the value were that: said of one
 * that does not fit, it must be. What a refinement found is a fact and stays. Whether nothing came is only known
 * where the input was asked for (`reportInput`).
 */
export function worded(issue: z.core.$ZodIssue): string {
  const { code, message } = issue;
  const taken = message.startsWith("is ") ? message.slice("is ".length) : null;
  if (code === "custom" || taken === null || /^(missing:|no name)|: takes /.test(taken))
    return message;
  if ("input" in issue && issue.input === undefined) return `is missing: ${taken}`;
  return taken.startsWith("not ")
    ? `must not be ${taken.slice("not ".length)}`
    : `must be ${taken}`;
}

/** `stages[0].weight`: as one would write it in a program. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((so, part) => {
    if (typeof part === "number") return `${so}[${part}]`;
    const name = clipped(String(part));
    return so === "" ? name : `${so}.${name}`;
  }, "");

/** Verbs that go on from the name of a field; other messages are sentences of their own. */
const GOES_ON = /^(?:are|does|has|have|holds|is|may|must|needs|takes)\b/;

export function sentence(path: readonly PropertyKey[], message: string, whole: string): string {
  const place = placeOf(path);
  if (GOES_ON.test(message)) return `${place || whole} ${message}`;
  return place === "" ? message : `${place}: ${message}`;
}

/** Own messages of a schema come first; this is for the fields that have none. */
z.config({ customError: wordsOf });

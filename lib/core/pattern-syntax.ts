/** The syntax of `pattern.ts`, read into a tree: RE2 without what alert matchers do not use. */
import { Fault } from "./fault";

/** Whether a code point is meant. */
export type Test = (code: number) => boolean;
export type Node =
  | { readonly kind: "one"; readonly test: Test }
  | { readonly kind: "edge"; readonly isEnd: boolean }
  | { readonly kind: "row"; readonly nodes: readonly Node[] }
  | { readonly kind: "either"; readonly nodes: readonly Node[] }
  | { readonly kind: "times"; readonly node: Node; readonly least: number; readonly most: number };

export const unfit = (field: string, why: string): Fault =>
  new Fault("invalid", `${field}: this regular expression is not understood: ${why}`, {
    field,
    expected: "RE2 syntax without \\b, \\p and named groups",
  });

type Reader = {
  readonly letters: readonly string[];
  at: number;
  depth: number;
  readonly field: string;
  isCaseless: boolean;
  isDotAll: boolean;
};

const MAX_DEPTH = 50;

export function parse(source: string, field: string): Node {
  // Alertmanager and Prometheus let `.` stand for a line break too.
  const reader: Reader = {
    letters: Array.from(source),
    at: 0,
    depth: 0,
    field,
    isCaseless: false,
    isDotAll: true,
  };
  const node = either(reader);
  if (reader.at < reader.letters.length) throw unexpected(reader);
  return node;
}

const peek = (reader: Reader): string | undefined => reader.letters[reader.at];

function unexpected(reader: Reader): Fault {
  const letter = peek(reader);
  const what = letter === undefined ? "it ends too early" : `"${letter}" at ${reader.at + 1}`;
  return unfit(reader.field, what);
}

function take(reader: Reader, wanted?: string): string {
  const letter = peek(reader);
  if (letter === undefined || (wanted !== undefined && letter !== wanted)) throw unexpected(reader);
  reader.at++;
  return letter;
}

function either(reader: Reader): Node {
  const nodes = [row(reader)];
  while (peek(reader) === "|") {
    reader.at++;
    nodes.push(row(reader));
  }
  return { kind: "either", nodes };
}

function row(reader: Reader): Node {
  const nodes: Node[] = [];
  for (let letter = peek(reader); letter !== undefined; letter = peek(reader)) {
    if (letter === "|" || letter === ")") break;
    nodes.push(repeated(reader, atom(reader)));
  }
  return { kind: "row", nodes };
}

const COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
  "?": [0, 1],
};
const MAX_COUNT = 1_000;

function repeated(reader: Reader, node: Node): Node {
  const counts = COUNTS[peek(reader) ?? ""] ?? braces(reader);
  if (!counts) return node;
  if (counts === COUNTS[peek(reader) ?? ""]) reader.at++;
  // Lazy or greedy is the same when only the whole text counts.
  if (peek(reader) === "?") reader.at++;
  if (COUNTS[peek(reader) ?? ""]) throw unexpected(reader);
  const [least, most] = counts;
  return { kind: "times", node, least, most };
}

/** `{2}`, `{2,}` or `{2,5}`; anything else in braces is meant as written. */
function braces(reader: Reader): readonly [number, number] | null {
  if (peek(reader) !== "{") return null;
  const ahead = reader.letters.slice(reader.at, reader.at + 12).join("");
  const [whole, low, comma, high] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(ahead) ?? [];
  if (!whole) return null;
  const least = Number(low);
  const most = comma ? (high ? Number(high) : Number.POSITIVE_INFINITY) : least;
  if (least > MAX_COUNT || (Number.isFinite(most) && (most > MAX_COUNT || most < least)))
    throw unexpected(reader);
  reader.at += whole.length;
  return [least, most];
}

const one = (test: Test): Node => ({ kind: "one", test });

function atom(reader: Reader): Node {
  const letter = take(reader);
  switch (letter) {
    case "(":
      return group(reader);
    case "[":
      return one(classOf(reader));
    case ".": {
      const { isDotAll } = reader;
      return one((code) => isDotAll || code !== 10);
    }
    case "^":
    case "$":
      return { kind: "edge", isEnd: letter === "$" };
    case "\\":
      return one(escaped(reader));
    case "*":
    case "+":
    case "?":
      reader.at--;
      throw unexpected(reader);
    default:
      return one(literal(letter, reader.isCaseless));
  }
}

function group(reader: Reader): Node {
  if (++reader.depth > MAX_DEPTH) throw unfit(reader.field, "its brackets are too deep");
  const { isCaseless, isDotAll } = reader;
  if (peek(reader) === "?" && flags(reader) === "rest") {
    reader.depth--;
    return { kind: "row", nodes: [] };
  }
  const node = either(reader);
  take(reader, ")");
  Object.assign(reader, { isCaseless, isDotAll });
  reader.depth--;
  return node;
}

/** `(?:…)`, `(?i:…)` hold inside their brackets; `(?i)` holds for the rest of those around it. */
function flags(reader: Reader): "rest" | "inside" {
  take(reader, "?");
  let isOn = true;
  for (;;) {
    const letter = take(reader);
    if (letter === ":") return "inside";
    if (letter === ")") return "rest";
    if (letter === "-" && isOn) isOn = false;
    else setFlag(reader, letter, isOn);
  }
}

function setFlag(reader: Reader, letter: string, isOn: boolean): void {
  if (letter === "i") reader.isCaseless = isOn;
  else if (letter === "s") reader.isDotAll = isOn;
  else throw unfit(reader.field, `"(?${letter}" asks for look-around, a name or a flag`);
}

const codeOf = (letter: string): number => letter.codePointAt(0) ?? 0;

function literal(letter: string, isCaseless: boolean): Test {
  const wanted = codeOf(letter);
  if (!isCaseless) return (code) => code === wanted;
  const forms = new Set([wanted, codeOf(letter.toLowerCase()), codeOf(letter.toUpperCase())]);
  return (code) => forms.has(code);
}

const isBetween =
  (low: number, high: number): Test =>
  (code) =>
    code >= low && code <= high;
const anyOf =
  (tests: readonly Test[]): Test =>
  (code) =>
    tests.some((test) => test(code));
const not =
  (test: Test): Test =>
  (code) =>
    !test(code);

const digit = isBetween(48, 57);
const word = anyOf([digit, isBetween(65, 90), isBetween(97, 122), isBetween(95, 95)]);
const space = anyOf([isBetween(9, 10), isBetween(12, 13), isBetween(32, 32)]);
const CLASSES: Readonly<Record<string, Test>> = {
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  s: space,
  S: not(space),
};
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };

function escaped(reader: Reader): Test {
  const letter = take(reader);
  const known = CLASSES[letter];
  if (known) return known;
  const plain = CONTROLS[letter] ?? letter;
  if (plain === letter && /[\p{L}\p{N}]/u.test(letter))
    throw unfit(reader.field, `"\\${letter}" is not known here`);
  return literal(plain, reader.isCaseless);
}

function classOf(reader: Reader): Test {
  const isNegated = peek(reader) === "^";
  if (isNegated) reader.at++;
  const tests: Test[] = [];
  do tests.push(member(reader));
  while (peek(reader) !== "]");
  take(reader);
  return isNegated ? not(anyOf(tests)) : anyOf(tests);
}

/** One letter, a class such as `\d`, or a range. */
function member(reader: Reader): Test {
  const start = reader.at;
  const first = take(reader);
  if (first === "[" && peek(reader) === ":")
    throw unfit(reader.field, "classes such as [:alpha:] are not known");
  const test = first === "\\" ? escaped(reader) : literal(first, reader.isCaseless);
  const isRange = peek(reader) === "-" && reader.letters[reader.at + 1] !== "]";
  if (!isRange) return test;
  reader.at = start;
  const low = bound(reader);
  take(reader, "-");
  const high = bound(reader);
  if (high < low) throw unfit(reader.field, "a range in brackets ends before it begins");
  return ranged(low, high, reader.isCaseless);
}

function bound(reader: Reader): number {
  const letter = take(reader);
  if (letter !== "\\") return codeOf(letter);
  const after = take(reader);
  if (CLASSES[after]) throw unfit(reader.field, `"\\${after}" is no end of a range`);
  return codeOf(CONTROLS[after] ?? after);
}

function ranged(low: number, high: number, isCaseless: boolean): Test {
  const inside = isBetween(low, high);
  if (!isCaseless) return inside;
  return (code) => {
    const letter = String.fromCodePoint(code);
    return (
      inside(code) || inside(codeOf(letter.toLowerCase())) || inside(codeOf(letter.toUpperCase()))
    );
  };
}

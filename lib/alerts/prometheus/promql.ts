/** PromQL as a tree. Precedence and associativity are Prometheus'; types are not checked. */

import { Fault } from "@/lib/core/fault";
import { durationMs } from "@/lib/core/span-text";
import { stringOf, type Token, tokensOf } from "./tokens";

export type Matcher = {
  readonly label: string;
  readonly op: "=" | "!=" | "=~" | "!~";
  readonly value: string;
};
export type Selector = {
  readonly type: "selector";
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly rangeMs: number | null;
  /** `offset` or `@`: it looks at another time than now. */
  readonly isElsewhere: boolean;
};
export type Grouping = { readonly word: "by" | "without"; readonly labels: readonly string[] };
export type Binary = {
  readonly type: "binary";
  readonly op: string;
  readonly isBool: boolean;
  readonly matching: {
    readonly word: "on" | "ignoring";
    readonly labels: readonly string[];
  } | null;
  /** `group_left` or `group_right`. */
  readonly isManyToOne: boolean;
  readonly left: Expr;
  readonly right: Expr;
};
export type Expr =
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | Selector
  | { readonly type: "call"; readonly name: string; readonly args: readonly Expr[] }
  | {
      readonly type: "aggregate";
      readonly op: string;
      readonly grouping: Grouping | null;
      readonly args: readonly Expr[];
    }
  | Binary
  | { readonly type: "minus"; readonly of: Expr }
  | { readonly type: "subquery"; readonly of: Expr };

/** Nobody writes so; whoever goes through the tree would run out of stack. */
const MOST_DEPTH = 100;
const tooDeep = (): Fault =>
  new Fault("invalid", `Its parts are nested more than ${MOST_DEPTH} deep`);

const AGGREGATES = new Set(
  "sum avg min max count stddev stdvar topk bottomk quantile count_values group limitk".split(" "),
);
const COMPARISONS = ["==", "!=", ">", ">=", "<", "<="];
const POWER = 6;
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  ...Object.fromEntries(COMPARISONS.map((sign) => [sign, 3])),
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": POWER,
};

export const isComparison = (op: string): boolean => COMPARISONS.includes(op);

export function parsePromql(text: string): Expr {
  const words = readerOf(tokensOf(text));
  const expr = readBinary(words, 0);
  words.expect("end", "");
  if (isTooDeep(expr)) throw tooDeep();
  return expr;
}

/** Layer by layer: `1 + 1 + 1` is one deeper with each sign, though no bracket says so. */
function isTooDeep(expr: Expr): boolean {
  let layer: readonly Expr[] = [expr];
  for (let depth = 0; depth < MOST_DEPTH; depth++) layer = layer.flatMap(partsOf);
  return layer.length > 0;
}

function partsOf(expr: Expr): readonly Expr[] {
  if (expr.type === "binary") return [expr.left, expr.right];
  if (expr.type === "minus" || expr.type === "subquery") return [expr.of];
  return expr.type === "call" || expr.type === "aggregate" ? expr.args : [];
}

type Words = ReturnType<typeof readerOf>;

function readerOf(tokens: readonly Token[]) {
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at] ?? { kind: "end", text: "", at: 0 };
  const is = (text: string): boolean => {
    const { kind, text: found } = peek();
    // Keywords are written in either case.
    return kind === "sign" ? found === text : kind === "word" && found.toLowerCase() === text;
  };
  return {
    peek,
    is,
    nested: <T>(read: () => T): T => {
      if (depth++ === MOST_DEPTH) throw tooDeep();
      const found = read();
      depth--;
      return found;
    },
    take: (text: string): boolean => {
      const isThere = is(text);
      if (isThere) at++;
      return isThere;
    },
    expect: (kind: Token["kind"], text?: string): Token => {
      const token = peek();
      at++;
      if (token.kind === kind && (text === undefined || token.text === text)) return token;
      const wanted = kind === "end" ? "the end" : text === undefined ? `a ${kind}` : `“${text}”`;
      const found = token.kind === "end" ? "the end" : `“${token.text}”`;
      throw new Fault("invalid", `At ${token.at + 1}: expected ${wanted}, found ${found}`);
    },
  };
}

const readBinary = (words: Words, least: number): Expr =>
  words.nested(() => readOperations(words, least));

function readOperations(words: Words, least: number): Expr {
  let left = readUnary(words);
  for (;;) {
    const op = words.peek().text.toLowerCase();
    const precedence = PRECEDENCE[op];
    if (precedence === undefined || precedence < least) return left;
    words.expect(words.peek().kind);
    const isBool = isComparison(op) && words.take("bool");
    const matching = readMatching(words);
    const isManyToOne = readGroupSide(words);
    // Powers group from the right, all else from the left.
    const right = readBinary(words, precedence === POWER ? precedence : precedence + 1);
    left = { type: "binary", op, isBool, matching, isManyToOne, left, right };
  }
}

function readMatching(words: Words): Binary["matching"] {
  for (const word of ["on", "ignoring"] as const)
    if (words.take(word)) return { word, labels: readNames(words) };
  return null;
}

function readGroupSide(words: Words): boolean {
  if (!words.take("group_left") && !words.take("group_right")) return false;
  if (words.is("(")) readNames(words);
  return true;
}

function readNames(words: Words): string[] {
  const names: string[] = [];
  words.expect("sign", "(");
  while (!words.take(")")) {
    names.push(words.expect("word").text);
    if (!words.is(")")) words.expect("sign", ",");
  }
  return names;
}

function readUnary(words: Words): Expr {
  while (words.take("+"));
  // Weaker than a power, stronger than everything else.
  if (words.take("-")) return { type: "minus", of: readBinary(words, POWER) };
  return readSuffixes(words, readPrimary(words));
}

function readSuffixes(words: Words, start: Expr): Expr {
  let expr = start;
  for (;;) {
    if (words.take("[")) expr = readRange(words, expr);
    else if (words.take("offset")) {
      words.take("-");
      words.expect("duration");
      expr = elsewhere(expr);
    } else if (words.take("@")) {
      readBinary(words, POWER);
      expr = elsewhere(expr);
    } else return expr;
  }
}

const elsewhere = (expr: Expr): Expr =>
  expr.type === "selector" ? { ...expr, isElsewhere: true } : { type: "subquery", of: expr };

function readRange(words: Words, of: Expr): Expr {
  const { text } = words.expect("duration");
  if (words.take(":")) {
    if (words.peek().kind === "duration") words.expect("duration");
    words.expect("sign", "]");
    return { type: "subquery", of };
  }
  words.expect("sign", "]");
  if (of.type !== "selector") throw new Fault("invalid", "Only a metric has a range");
  return { ...of, rangeMs: durationMs(text) };
}

function readPrimary(words: Words): Expr {
  const { kind, text } = words.peek();
  if (words.take("(")) {
    const inside = readBinary(words, 0);
    words.expect("sign", ")");
    return inside;
  }
  if (kind === "number") return { type: "number", value: Number(words.expect("number").text) };
  if (kind === "string") return { type: "string", value: stringOf(words.expect("string").text) };
  if (words.is("{")) return selector("", readMatchers(words));
  return readNamed(words, text);
}

const selector = (name: string, matchers: readonly Matcher[]): Selector => {
  const named = matchers.find(({ label, op }) => label === "__name__" && op === "=");
  return {
    type: "selector",
    name: name || (named?.value ?? ""),
    matchers: matchers.filter((matcher) => matcher !== named),
    rangeMs: null,
    isElsewhere: false,
  };
};

function readNamed(words: Words, name: string): Expr {
  words.expect("word");
  const lower = name.toLowerCase();
  if (lower === "inf") return { type: "number", value: Number.POSITIVE_INFINITY };
  if (lower === "nan") return { type: "number", value: Number.NaN };
  const isAggregate = AGGREGATES.has(lower);
  if (isAggregate && (words.is("by") || words.is("without") || words.is("(")))
    return readAggregate(words, lower);
  if (words.is("(")) return { type: "call", name, args: readArguments(words) };
  return selector(name, words.is("{") ? readMatchers(words) : []);
}

function readAggregate(words: Words, op: string): Expr {
  const before = readGrouping(words);
  const args = readArguments(words);
  return { type: "aggregate", op, grouping: before ?? readGrouping(words), args };
}

function readGrouping(words: Words): Grouping | null {
  for (const word of ["by", "without"] as const)
    if (words.take(word)) return { word, labels: readNames(words) };
  return null;
}

function readArguments(words: Words): Expr[] {
  const args: Expr[] = [];
  words.expect("sign", "(");
  while (!words.take(")")) {
    args.push(readBinary(words, 0));
    if (!words.is(")")) words.expect("sign", ",");
  }
  return args;
}

function readMatchers(words: Words): Matcher[] {
  const matchers: Matcher[] = [];
  words.expect("sign", "{");
  while (!words.take("}")) {
    const { text: label } = words.expect("word");
    const { text: op } = words.expect("sign");
    if (!isMatch(op)) throw new Fault("invalid", `“${op}” matches no labels`);
    matchers.push({ label, op, value: stringOf(words.expect("string").text) });
    if (!words.is("}")) words.expect("sign", ",");
  }
  return matchers;
}

const isMatch = (op: string): op is Matcher["op"] => ["=", "!=", "=~", "!~"].includes(op);

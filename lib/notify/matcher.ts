/** Which labels are meant: `agent="checkout"`, `env!="dev"`, `model=~"gpt-.*"`, `team!~"ml|data"`. */
import { Fault } from "@/lib/core/fault";
import { type Pattern, patternOf } from "@/lib/core/pattern";
import type { Labels } from "./notice";

export const OPERATORS = ["=", "!=", "=~", "!~"] as const;
export type Operator = (typeof OPERATORS)[number];

export type Matcher = {
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
};

/** Compiled once for many labels. A label that is not there counts as empty, as everywhere in Prometheus. */
export type Selector = (labels: Labels) => boolean;

const own = (labels: Labels, name: string): string =>
  (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? "";

/** All of the matchers must hold. Refuses a pattern that is not understood, and says which matcher has it. */
export function selectorOf(matchers: readonly Matcher[], field = "matchers"): Selector {
  const tests = matchers.map((matcher, i) => testOf(matcher, `${field}.${i}.value`));
  return (labels) => tests.every((test) => test(labels));
}

function testOf({ name, operator, value }: Matcher, field: string): Selector {
  switch (operator) {
    case "=":
      return (labels) => own(labels, name) === value;
    case "!=":
      return (labels) => own(labels, name) !== value;
    case "=~": {
      const pattern: Pattern = patternOf(value, field);
      return (labels) => pattern.matches(own(labels, name));
    }
    case "!~": {
      const pattern: Pattern = patternOf(value, field);
      return (labels) => !pattern.matches(own(labels, name));
    }
  }
}

/** A matcher that holds for labels without its name: by itself it would silence everything. */
export const matchesNothing = (matcher: Matcher): boolean => selectorOf([matcher])({});

const WRITTEN =
  /^\s*([a-zA-Z_:][\w:.]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"{},]*))\s*$/s;

/** Reads `env=~"prod|staging"` as it is written in Prometheus and amtool; quotes may be left out where nothing needs them. */
export function parseMatcher(text: string, field = "matchers"): Matcher {
  const [, name, operator, quoted, bare = ""] = WRITTEN.exec(text.slice(0, 2_000)) ?? [];
  if (!name || !operator) {
    throw new Fault("invalid", `${field}: ${JSON.stringify(text.slice(0, 100))} is no matcher`, {
      field,
      expected: 'a label, one of = != =~ !~, and a value: env="prod"',
    });
  }
  const value =
    quoted === undefined ? bare : quoted.replace(/\\(.)/gs, (_, c) => (c === "n" ? "\n" : c));
  // The pattern above lets nothing else through.
  return { name, operator: operator as Operator, value };
}

export const writeMatcher = ({ name, operator, value }: Matcher): string =>
  `${name}${operator}"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;

/** Regular expressions of label matchers as plain values and wildcards, where that says the same. */

const MOST_PATTERNS = 50;

type Patterns = {
  readonly values: readonly string[];
  /** Whether * and ? stand for characters. */
  readonly isWild: boolean;
};

/** Null where it takes more than alternatives, `.`, `.*` and `.+`. */
export function patternsOf(regex: string): Patterns | null {
  const source = regex.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
  const found = alternatives(source, 0);
  if (!found || found.end !== source.length) return null;
  const values = [...new Set(found.texts)];
  const isWild = values.some((value) => /[*?]/.test(value));
  return values.length > MOST_PATTERNS ? null : { values, isWild };
}

type Found = { readonly texts: readonly string[]; readonly end: number };

/** Reads up to a closing bracket or the end. */
function alternatives(source: string, start: number): Found | null {
  const all: string[] = [];
  let texts: readonly string[] = [""];
  let at = start;
  while (at < source.length && source[at] !== ")") {
    if (source[at] === "|") {
      all.push(...texts);
      texts = [""];
      at++;
      continue;
    }
    const piece = pieceAt(source, at);
    if (!piece) return null;
    texts = texts.flatMap((text) => piece.texts.map((end) => text + end));
    if (texts.length > MOST_PATTERNS) return null;
    at = piece.end;
  }
  return { texts: [...all, ...texts], end: at };
}

const LITERAL = /[\w\-/:@ ,=~!%&#;<>"']/;
const ESCAPED = /\\([^\w*?])/y;
const QUANTIFIER = /[*+?{]/;

function pieceAt(source: string, at: number): Found | null {
  const letter = source.charAt(at);
  if (letter === ".") return wildcard(source, at);
  const piece = letter === "(" ? groupAt(source, at) : literalAt(source, at);
  if (!piece || QUANTIFIER.test(source.charAt(piece.end))) return null;
  return piece;
}

function wildcard(source: string, at: number): Found | null {
  const after = source.charAt(at + 1);
  if (after === "*") return { texts: ["*"], end: at + 2 };
  if (after === "+") return { texts: ["?*"], end: at + 2 };
  return QUANTIFIER.test(after) ? null : { texts: ["?"], end: at + 1 };
}

function groupAt(source: string, at: number): Found | null {
  const start = source.startsWith("(?:", at) ? at + 3 : at + 1;
  const inside = alternatives(source, start);
  return inside && source[inside.end] === ")" ? { texts: inside.texts, end: inside.end + 1 } : null;
}

function literalAt(source: string, at: number): Found | null {
  ESCAPED.lastIndex = at;
  const escaped = ESCAPED.exec(source)?.[1];
  if (escaped !== undefined) return { texts: [escaped], end: at + 2 };
  const letter = source.charAt(at);
  return LITERAL.test(letter) ? { texts: [letter], end: at + 1 } : null;
}

/** PromQL as a list of words. */
import { Fault } from "@/lib/core/fault";

export type Token = {
  readonly kind: "number" | "duration" | "string" | "word" | "sign" | "end";
  readonly text: string;
  readonly at: number;
};

const PATTERNS = [
  ["space", /\s+|#[^\n]*/y],
  ["duration", /(?:\d+(?:ms|[smhdwy]))+(?!\w)/y],
  ["number", /0[xX][\da-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?!\w)/y],
  ["string", /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/y],
  ["word", /[a-zA-Z_][\w:]*/y],
  ["sign", /=~|!~|==|!=|>=|<=|[-+*/%^(){}[\],<>=@:]/y],
] as const;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token.kind !== "space") tokens.push({ kind: token.kind, text: token.text, at });
    at += token.text.length;
  }
  return [...tokens, { kind: "end", text: "", at }];
}

function tokenAt(text: string, at: number) {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) return { kind, text: found };
  }
  throw new Fault("invalid", `“${text.charAt(at)}” at ${at + 1} is not PromQL`);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

export function stringOf(quoted: string): string {
  const inside = quoted.slice(1, -1);
  if (quoted.startsWith("`")) return inside;
  return inside.replace(/\\(.)/gs, (_escape, letter: string) => ESCAPES[letter] ?? letter);
}

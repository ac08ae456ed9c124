/** JSON as people type it: its value, or what is wrong and on which line. */

export type Parsed = { readonly value: unknown } | { readonly trouble: string };

export function parsedJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const says = error instanceof Error ? error.message : "";
    const [line, column] = placeIn(text, says);
    return { trouble: `Line ${line}, column ${column}: is not JSON` };
  }
}

/** Browsers name a line or a position; where they name neither, the text has ended too early. */
function placeIn(text: string, says: string): readonly [line: number, column: number] {
  const named = /line (\d+) column (\d+)/.exec(says);
  if (named) return [Number(named[1]), Number(named[2])];
  const position = /position (\d+)/.exec(says);
  const before = text.slice(0, position ? Number(position[1]) : endOrToken(text, says));
  const lines = before.split("\n");
  return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
}

/** V8 names the token alone in short texts: `Unexpected token 'x', "{ x }" is not valid JSON`. */
function endOrToken(text: string, says: string): number {
  const token = /Unexpected token '(.)'/.exec(says)?.[1];
  const at = token === undefined ? -1 : text.indexOf(token);
  return at < 0 ? text.length : at;
}

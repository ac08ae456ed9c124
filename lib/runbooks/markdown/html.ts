/** Raw HTML of a file, taken apart: a few tags are understood, and everything else is text that stays visible. */

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "open" | "close";
      readonly tag: string;
      readonly attributes: Readonly<Record<string, string>>;
      /** As it stands in the file, for what turns out to match nothing. */
      readonly source: string;
    };

const UNDERSTOOD = new Set(["details", "summary", "br", "kbd", "sub", "sup", "img", "a"]);
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const TAG =
  /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/g;
const ATTRIBUTE = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

export function piecesOf(html: string): Piece[] {
  const text = html.replaceAll(COMMENT, "");
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(TAG)) {
    const [source, slash, name = "", attributes = ""] = match;
    const tag = name.toLowerCase();
    if (!UNDERSTOOD.has(tag)) continue;
    if (match.index > done) pieces.push({ kind: "text", text: text.slice(done, match.index) });
    const kind = slash ? "close" : "open";
    pieces.push({ kind, tag, attributes: attributesOf(attributes), source });
    done = match.index + source.length;
  }
  if (done < text.length) pieces.push({ kind: "text", text: text.slice(done) });
  return pieces;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name = "", double, single, bare]) => [
      name.toLowerCase(),
      unescaped(double ?? single ?? bare ?? ""),
    ]),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" },
};

/** The few names that people write by hand; whatever else stays as it is. */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Spellings that Markdown itself does not know, put into ones that it does, line by line and never within code. */
import { fences } from "./fences";

/** `!!! note "Title"` with its indented body, and Hugo's `{{< hint warning >}}` … `{{< /hint >}}`, become quotes that say what they are. */
export function respelled(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  return quoted(lines, 0, { left: MOST_UNCLOSED }).join("\n");
}

const ADMONITION = /^( *)(?:!!!|\?\?\?\+?) +([\w-]+)(?: +"([^"]*)")? *$/;
const SHORTCODE =
  /^ {0,3}\{\{[<%] *(note|tip|hint|info|warning|caution|danger|alert|callout)\b([^}]*)[>%]\}\} *$/i;
const MOST_NESTED = 8;
/** Each shortcode that nobody closed is sought through many lines. */
const MOST_UNCLOSED = 100;
type Seeks = { left: number };

function quoted(lines: readonly string[], depth: number, seeks: Seeks): string[] {
  const out: string[] = [];
  const isFenced = fences();
  const isCode = indentedCode();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const isPlain = [isFenced(line), isCode(line)].includes(true) || depth > MOST_NESTED;
    const found = isPlain ? null : noteAt(lines, i, seeks);
    if (!found) {
      out.push(line);
      continue;
    }
    const { indent, head, body, next } = found;
    // A quote of its own: a paragraph just before would swallow it, as one just after would join it.
    const inside = quoted(body, depth + 1, seeks).map((one) => (one === "" ? ">" : `> ${one}`));
    const quote = [`> ${head}`, ">", ...inside].map((one) => indent + one);
    for (const one of ["", ...quote, ""]) out.push(one);
    i = next - 1;
  }
  return out;
}

type Note = {
  readonly indent: string;
  readonly head: string;
  readonly body: readonly string[];
  readonly next: number;
};

function noteAt(lines: readonly string[], at: number, seeks: Seeks): Note | null {
  const line = lines[at] ?? "";
  const admonition = ADMONITION.exec(line);
  if (admonition) {
    const [, indent = "", kind = "note", title] = admonition;
    const next = endOfBody(lines, at + 1, indent.length + 4);
    const body = lines.slice(at + 1, next).map((one) => one.slice(indent.length + 4));
    return { indent, head: headOf(kind, title), body, next };
  }
  const shortcode = SHORTCODE.exec(line);
  if (!shortcode || seeks.left === 0) return null;
  const [, kind = "note", rest = ""] = shortcode;
  const end = at + 1 + lines.slice(at + 1, at + MOST_LINES).findIndex(closing(kind));
  if (end === at) {
    seeks.left--;
    return null;
  }
  const [, title] = /title="([^"]*)"/.exec(rest) ?? [];
  const said = /\b(note|tip|info|warning|caution|danger|important)\b/i.exec(rest)?.[1] ?? kind;
  return { indent: "", head: headOf(said, title), body: lines.slice(at + 1, end), next: end + 1 };
}

/** One that nobody closed is not sought to the end of the file. */
const MOST_LINES = 1_000;

function closing(kind: string): (line: string) => boolean {
  const end = new RegExp(`^ {0,3}\\{\\{[<%] */ *${kind} *[>%]\\}\\} *$`, "i");
  return (line) => end.test(line);
}

/** The body of an admonition is what is indented under it; blank lines belong to it where more follows. */
function endOfBody(lines: readonly string[], from: number, indent: number): number {
  let end = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (line.trim() === "") continue;
    if (line.slice(0, indent).trim() !== "" || line.length <= indent) break;
    end = i + 1;
  }
  return end;
}

const headOf = (kind: string, title: string | undefined): string =>
  `[!${kind.toUpperCase()}]${title ? ` ${title}` : ""}`;

const ITEM = /^ *(?:[-*+]|\d{1,9}[.)])(?: |$)/;

/** Says of each line, in order, whether it is code by its indent: after a blank line, and under no item, note or footnote that it could belong to. */
function indentedCode(): (line: string) => boolean {
  const state = { isAfterBlank: true, isCode: false, isUnder: false };
  return (line) => {
    if (line.trim() === "") {
      state.isAfterBlank = true;
      return state.isCode;
    }
    const isIndented = /^(?: {4}| {0,3}\t)/.test(line);
    if (!isIndented) state.isUnder = ITEM.test(line) || (state.isUnder && line.startsWith(" "));
    if (/^\[\^/.test(line)) state.isUnder = true;
    state.isCode = isIndented && !state.isUnder && (state.isCode || state.isAfterBlank);
    state.isAfterBlank = false;
    return state.isCode;
  };
}

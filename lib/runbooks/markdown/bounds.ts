/** What one text may ask of Markdown's reader, which takes the square of it: whatever is beyond stands as code, word for word. */
import { fences } from "./fences";

/** The longest that are known in the wild have some two thousand. */
const MOST_LINES = 6_000;
/** Paragraphs, headings, items, quotes and fences. */
const MOST_PARTS = 3_000;
/** Quotes and items that one line opens within each other. */
const MOST_OPENED = 20;
const DEEPEST_INDENT = 60;

const HEAD = /^---\n[\s\S]*?\n---(?:\n|$)/;

/** The head is no Markdown and stays as it is. */
export function bounded(text: string): string {
  const [head = ""] = HEAD.exec(text) ?? [];
  const lines = text.slice(head.length).split("\n");
  const judge = judging();
  const out: string[] = [];
  let deep: string[] = [];
  const settle = () => {
    if (deep.length > 0) out.push("", ...asCode(deep), "");
    deep = [];
  };
  for (const [at, line] of lines.entries()) {
    const judged = judge(line);
    if (judged === "deep") {
      deep.push(line);
      continue;
    }
    settle();
    if (judged === "over") {
      out.push("", ...asCode(lines.slice(at)));
      break;
    }
    out.push(line);
  }
  settle();
  return head + out.join("\n");
}

type Judged = "fine" | "deep" | "over";

/** Fenced lines cost nothing: they are code already. */
function judging(): (line: string) => Judged {
  const isFenced = fences();
  const seen = { lines: 0, parts: 0 };
  let isAfterBlank = true;
  return (line) => {
    if (isFenced(line)) {
      isAfterBlank = true;
      return "fine";
    }
    const { opened, indent, rest } = openedBy(line);
    if (isDeep(opened, indent)) return "deep";
    const isBlank = rest.trim() === "";
    const begins = !isBlank && (isAfterBlank || rest.startsWith("#"));
    isAfterBlank = isBlank;
    seen.lines++;
    if (opened > 0 || begins) seen.parts += 1 + Math.floor(indent / 8) + Math.floor(opened / 4);
    return isOver(seen) ? "over" : "fine";
  };
}

const isDeep = (opened: number, indent: number): boolean =>
  opened > MOST_OPENED || (opened > 0 && indent > DEEPEST_INDENT);

const isOver = ({ lines, parts }: { readonly lines: number; readonly parts: number }): boolean =>
  lines > MOST_LINES || parts > MOST_PARTS;

const OPENERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/;
const OPENER = />|[-*+]|\d+[.)]/g;

function openedBy(line: string) {
  const [all = ""] = OPENERS.exec(line) ?? [];
  const [space = ""] = /^[ \t]*/.exec(line) ?? [];
  const opened = all.match(OPENER)?.length ?? 0;
  return { opened, indent: space.replaceAll("\t", "    ").length, rest: line.slice(all.length) };
}

/** Between fences that are longer than any within. */
function asCode(lines: readonly string[]): string[] {
  const runs = lines.flatMap((line) => line.match(/~{3,}/g) ?? []);
  const fence = "~".repeat(runs.reduce((most, { length }) => Math.max(most, length), 2) + 1);
  return [fence, ...lines, fence];
}

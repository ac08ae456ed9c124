/** What one text may ask of Markdown's reader, which takes the square of it: whatever is beyond stands as code, word for word. */
import { fences } from "./fences";

/** The longest that are known in the wild have some two thousand. */
const MOST_LINES = 6_000;
/** Paragraphs, headings, items, quotes and fences. */
const MOST_PARTS = 3_000;
/** Characters without a blank line between them. */
const LONGEST_PART = 60_000;
/** Quotes and items that one line opens within each other. */
const MOST_OPENED = 20;
const DEEPEST_INDENT = 60;

const HEAD = /^---\n[\s\S]*?\n---(?:\n|$)/;

/** What is to be read, and the rest, which is not. The head is no Markdown and stays as it is. */
export function bounded(text: string): { readonly text: string; readonly rest: string } {
  const [head = ""] = HEAD.exec(text) ?? [];
  const lines = text.slice(head.length).split("\n");
  const judge = judging();
  const out: string[] = [];
  let deep: string[] = [];
  const settle = () => {
    if (deep.length > 0) out.push(["", ...asCode(deep), ""].join("\n"));
    deep = [];
  };
  for (const [at, line] of lines.entries()) {
    const judged = judge(line);
    if (judged === "deep") {
      deep.push(line);
      continue;
    }
    settle();
    if (judged === "over") return { text: head + out.join("\n"), rest: lines.slice(at).join("\n") };
    out.push(line);
  }
  settle();
  return { text: head + out.join("\n"), rest: "" };
}

type Judged = "fine" | "deep" | "over";

/** A line of code that is fenced is read at once. */
const FENCED = 0.3;

function judging(): (line: string) => Judged {
  const isFenced = fences();
  const seen = { lines: 0, parts: 0, length: 0 };
  return (line) => {
    if (isFenced(line)) {
      seen.lines += FENCED;
      seen.length = 0;
      return isOver(seen) ? "over" : "fine";
    }
    const { opened, indent, rest } = openedBy(line);
    if (opened > 0 || isBegun(rest, seen.length)) seen.parts += weightOf(opened, indent);
    seen.lines++;
    seen.length = rest.trim() === "" ? 0 : seen.length + line.length;
    return isOver(seen) ? "over" : depthOf(opened, indent);
  };
}

/** A paragraph after a blank line, or a heading anywhere. */
const isBegun = (rest: string, before: number): boolean =>
  rest.trim() !== "" && (before === 0 || rest.startsWith("#"));

const weightOf = (opened: number, indent: number): number =>
  isDeep(opened, indent) ? 1 : 1 + Math.floor(indent / 8) + Math.floor(opened / 4);

const depthOf = (opened: number, indent: number): Judged =>
  isDeep(opened, indent) ? "deep" : "fine";

const isDeep = (opened: number, indent: number): boolean =>
  opened > MOST_OPENED || (opened > 0 && indent > DEEPEST_INDENT);

type Seen = { readonly lines: number; readonly parts: number; readonly length: number };

const isOver = ({ lines, parts, length }: Seen): boolean =>
  lines > MOST_LINES || parts > MOST_PARTS || length > LONGEST_PART;

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

/** Blocks of Markdown's own tree, as blocks of ours. */
import type * as md from "mdast";
import { piecesOf } from "./html";
import { inlinesOf, type Phrasing } from "./inlines";
import { type Block, type Inline, type Item, TONES, type Tone, textOf } from "./node";
import { textNode, weave } from "./weave";

export type Place = Phrasing & {
  readonly fence: (info: string, text: string) => Block;
  readonly anchor: (text: string) => string;
  /** Where the reading is: what steps are named after. */
  section: { readonly anchor: string; steps: number };
};

type Details = { readonly isOpen: boolean; summary: readonly Inline[] };
type Frame = { readonly blocks: Block[]; readonly details: Details | null };

const DEEPEST = 60;

export function blocksOf(nodes: readonly md.RootContent[], place: Place, depth = 0): Block[] {
  if (depth > DEEPEST) return [];
  const root: Frame = { blocks: [], details: null };
  const frames = [root];
  const top = (): Frame => frames.at(-1) ?? root;
  const pop = () => {
    if (frames.length === 1) return;
    const { blocks, details } = frames.pop() ?? root;
    if (details) top().blocks.push({ kind: "details", ...details, blocks });
  };
  for (const node of nodes) {
    if (node.type === "html") layOut(node.value, place, { frames, top, pop });
    else top().blocks.push(...blockOf(node, place, depth));
  }
  while (frames.length > 1) pop();
  return root.blocks;
}

type Stack = {
  readonly frames: Frame[];
  readonly top: () => Frame;
  readonly pop: () => void;
};

/** One piece of raw HTML between blocks: it may open a fold that a later one closes. */
function layOut(html: string, place: Place, { frames, top, pop }: Stack): void {
  const threads = weave(place);
  const flush = () => {
    const inlines = threads.take();
    if (hasSomething(inlines)) top().blocks.push({ kind: "verbatim", inlines: trimmed(inlines) });
  };
  const fold = (kind: "open" | "close", isOpen: boolean) => {
    flush();
    if (kind === "close") pop();
    else frames.push({ blocks: [], details: { isOpen, summary: [] } });
  };
  const summarise = (kind: "open" | "close") => {
    const { details } = top();
    if (kind === "close" && details) details.summary = trimmed(threads.take());
    else flush();
  };
  for (const piece of piecesOf(html)) {
    if (piece.kind === "text") threads.add(textNode(piece.text));
    else if (piece.tag === "details") fold(piece.kind, piece.attributes.open !== undefined);
    else if (piece.tag === "summary") summarise(piece.kind);
    else threads.tag(piece);
  }
  flush();
}

const hasSomething = (inlines: readonly Inline[]): boolean =>
  inlines.some((one) => one.kind === "image" || textOf([one]).trim() !== "");

/** Without the line ends that stood between tags. */
function trimmed(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((one, i): Inline[] => {
    if (one.kind !== "text") return [one];
    const begun = i === 0 ? one.text.replace(/^\s*\n/, "").trimStart() : one.text;
    const text = i === inlines.length - 1 ? begun.trimEnd() : begun;
    return text === "" ? [] : [{ kind: "text", text }];
  });
}

function blockOf(node: md.RootContent, place: Place, depth: number): Block[] {
  switch (node.type) {
    case "heading":
      return [headingOf(node, place)];
    case "paragraph":
      return [paragraphOf(node, place)];
    case "code":
      return [place.fence([node.lang, node.meta].filter(Boolean).join(" "), node.value)];
    case "blockquote":
      return [quoteOf(node, place, depth)];
    case "list":
      return [listOf(node, place, depth)];
    case "table":
      return [tableOf(node, place)];
    case "thematicBreak":
      return [{ kind: "rule" }];
    case "footnoteDefinition": {
      const label = node.label ?? node.identifier;
      return [{ kind: "footnotes", label, blocks: blocksOf(node.children, place, depth + 1) }];
    }
    default:
      return [];
  }
}

function headingOf({ depth, children }: md.Heading, place: Place): Block {
  const inlines = inlinesOf(children, place);
  const anchor = place.anchor(textOf(inlines));
  place.section = { anchor, steps: 0 };
  return { kind: "heading", depth, anchor, inlines };
}

const CONTENTS = /^\[\[_TOC_\]\]$|^\[TOC\]$/i;

function paragraphOf({ children }: md.Paragraph, place: Place): Block {
  const inlines = inlinesOf(children, place);
  return CONTENTS.test(textOf(inlines).trim()) || isContents(children)
    ? { kind: "contents" }
    : { kind: "paragraph", inlines };
}

/** `_TOC_` within the brackets is read as emphasis. */
const isContents = (children: readonly md.PhrasingContent[]): boolean => {
  const [before, middle, after] = children;
  const isBetween = before?.type === "text" && before.value === "[[" && children.length === 3;
  return isBetween && middle?.type === "emphasis" && after?.type === "text" && after.value === "]]";
};

const ALERT = /^\[!([a-z-]+)\][+-]?[ \t]*([^\n]*)(?:\n|$)/i;

/** `> [!NOTE]` and its kin; any other word is a note that is called by it. */
function quoteOf(node: md.Blockquote, place: Place, depth: number): Block {
  const [first, ...others] = node.children;
  const [start, ...rest] = first?.type === "paragraph" ? first.children : [];
  const found = start?.type === "text" ? ALERT.exec(start.value) : null;
  if (!found || start?.type !== "text") {
    return { kind: "quote", blocks: blocksOf(node.children, place, depth + 1) };
  }
  const [head, word = "note", title = ""] = found;
  const left = { ...start, value: start.value.slice(head.length) };
  const lead: md.Paragraph = { type: "paragraph", children: [left, ...rest] };
  const isLead = left.value.trim() !== "" || rest.length > 0;
  return {
    kind: "note",
    tone: toneOf(word.toLowerCase()),
    title: title.trim() || word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    blocks: blocksOf(isLead ? [lead, ...others] : others, place, depth + 1),
  };
}

const TONE_OF: Readonly<Record<string, Tone>> = {
  ...{ hint: "tip", success: "tip", danger: "caution", error: "caution", bug: "caution" },
  ...{ failure: "caution", attention: "warning", alert: "warning", callout: "note" },
};

const toneOf = (word: string): Tone =>
  TONES.find((tone) => tone === word) ?? TONE_OF[word] ?? "note";

function listOf({ ordered, start, children }: md.List, place: Place, depth: number): Block {
  return {
    kind: "list",
    start: ordered ? (start ?? 1) : null,
    items: children.map((item): Item => {
      const isDone = item.checked ?? null;
      const step = ordered || isDone !== null ? stepAt(place) : null;
      return { blocks: blocksOf(item.children, place, depth + 1), step, isDone };
    }),
  };
}

const stepAt = ({ section }: Place): string => `${section.anchor}.${++section.steps}`;

function tableOf({ align, children }: md.Table, place: Place): Block {
  const [head, ...rows] = children.map((row) =>
    row.children.map((cell) => inlinesOf(cell.children, place)),
  );
  return { kind: "table", align: align ?? [], head: head ?? [], rows };
}

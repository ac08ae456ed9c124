/** Blocks of Markdown's own tree, as blocks of ours. */
import type * as md from "mdast";
import { foldsOf } from "./folds";
import { inlinesOf, type Phrasing } from "./inlines";
import { type Block, type Item, TONES, type Tone, textOf } from "./node";

export type Place = Phrasing & {
  readonly fence: (info: string, text: string) => Block;
  readonly anchor: (text: string) => string;
  /** Where the reading is: what steps are named after. */
  section: { readonly anchor: string; steps: number };
};

const DEEPEST = 60;

export function blocksOf(nodes: readonly md.RootContent[], place: Place, depth = 0): Block[] {
  if (depth > DEEPEST) return [];
  const sources = nodes.flatMap((node) => (node.type === "html" ? [node.value] : []));
  const folds = foldsOf(sources, place);
  for (const node of nodes) {
    if (node.type === "html") folds.html(node.value);
    else folds.add(blockOf(node, place, depth));
  }
  return folds.end();
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

/** What stands in a text besides its text: headings, sections to be searched, and steps. */
import { type Block, type Heading, type Inline, type Item, textOf } from "./node";

/** Of the text itself: what a fold or a note hides has no place in a table of contents. */
export const headingsOf = (blocks: readonly Block[]): Heading[] =>
  blocks.flatMap((block) =>
    block.kind === "heading"
      ? [{ depth: block.depth, anchor: block.anchor, text: textOf(block.inlines) }]
      : [],
  );

/** What one link can lead to. */
export type Section = {
  /** Empty for what stands before the first heading. */
  readonly anchor: string;
  readonly heading: string;
  readonly body: string;
};

export function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: { anchor: string; heading: string; body: string[] }[] = [
    { anchor: "", heading: "", body: [] },
  ];
  for (const block of blocks) {
    if (block.kind === "heading")
      sections.push({ anchor: block.anchor, heading: textOf(block.inlines), body: [] });
    else sections.at(-1)?.body.push(proseOf(block));
  }
  return sections
    .map(({ body, ...section }) => ({ ...section, body: body.filter(Boolean).join("\n") }))
    .filter(({ heading, body }) => heading !== "" || body !== "");
}

/** A block as somebody would read it aloud. */
function proseOf(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "verbatim":
      return textOf(block.inlines);
    case "code":
      return block.text;
    case "panel":
      return block.title;
    case "list":
      return block.items.map((item) => proseIn(item.blocks)).join("\n");
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(textOf).join(" ")).join("\n");
    case "details":
      return [textOf(block.summary), proseIn(block.blocks)].join("\n");
    case "note":
      return [block.title, proseIn(block.blocks)].join("\n");
    case "quote":
    case "footnotes":
      return proseIn(block.blocks);
    default:
      return "";
  }
}

const proseIn = (blocks: readonly Block[]): string => blocks.map(proseOf).join("\n");

/** The part under a heading of that anchor, without the heading. */
export function underHeading(blocks: readonly Block[], anchor: string): readonly Block[] {
  const at = blocks.findIndex((block) => block.kind === "heading" && block.anchor === anchor);
  const heading = blocks[at];
  if (heading?.kind !== "heading") return [];
  const rest = blocks.slice(at + 1);
  const end = rest.findIndex((one) => one.kind === "heading" && one.depth <= heading.depth);
  return end < 0 ? rest : rest.slice(0, end);
}

/** Everything that holds other blocks or inlines, mapped from the inside out. */
export function mapped(
  blocks: readonly Block[],
  inline: (one: Inline) => Inline,
  block: (one: Block) => Block = (one) => one,
): Block[] {
  const within = (inner: readonly Block[]) => mapped(inner, inline, block);
  const spoken = (inner: readonly Inline[]): Inline[] =>
    inner.map((one) => inline("inlines" in one ? { ...one, inlines: spoken(one.inlines) } : one));
  return blocks.map((one) => block(deeply(one, within, spoken)));
}

function deeply(
  block: Block,
  within: (inner: readonly Block[]) => Block[],
  spoken: (inner: readonly Inline[]) => Inline[],
): Block {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "verbatim":
      return { ...block, inlines: spoken(block.inlines) };
    case "quote":
    case "note":
    case "footnotes":
      return { ...block, blocks: within(block.blocks) };
    case "details":
      return { ...block, summary: spoken(block.summary), blocks: within(block.blocks) };
    case "list": {
      const items = block.items.map((item): Item => ({ ...item, blocks: within(item.blocks) }));
      return { ...block, items };
    }
    case "table":
      return {
        ...block,
        head: block.head.map(spoken),
        rows: block.rows.map((row) => row.map(spoken)),
      };
    default:
      return block;
  }
}

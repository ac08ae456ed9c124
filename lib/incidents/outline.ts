/** Markdown as far as a postmortem needs it: headings, lists, tables and paragraphs, as plain data. */

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "list";
      readonly items: readonly { readonly text: string; readonly done: boolean | null }[];
    }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s*[-*]\s+(?:\[([ xX])\]\s+)?(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const RULE = /^\s*\|[\s:|-]+\|\s*$/;

/** Whatever it is not is shown as it stands. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    const block = blockOf(line);
    if (block === null) continue;
    const last = blocks.at(-1);
    const joined = line.trim() === "" || last === undefined ? null : join(last, block);
    if (joined) blocks[blocks.length - 1] = joined;
    else blocks.push(block);
  }
  return blocks.filter((block) => block.kind !== "text" || block.text !== "");
}

function blockOf(line: string): Block | null {
  const heading = HEADING.exec(line);
  if (heading)
    return { kind: "heading", level: (heading[1] ?? "#").length, text: heading[2] ?? "" };
  if (RULE.test(line)) return null;
  const row = ROW.exec(line);
  if (row) return { kind: "table", rows: [cellsOf(row[1] ?? "")] };
  const item = ITEM.exec(line);
  if (!item) return { kind: "text", text: line.trim() };
  const tick = item[1];
  const done = tick === undefined ? null : tick !== " ";
  return { kind: "list", items: [{ text: item[2] ?? "", done }] };
}

const cellsOf = (row: string): string[] =>
  row.split(/(?<!\\)\|/).map((text) => text.trim().replaceAll("\\|", "|"));

/** Lines that belong together; an empty line, which is an empty text, parts paragraphs. */
function join(last: Block, next: Block): Block | null {
  if (last.kind === "list" && next.kind === "list")
    return { kind: "list", items: [...last.items, ...next.items] };
  if (last.kind === "table" && next.kind === "table")
    return { kind: "table", rows: [...last.rows, ...next.rows] };
  if (last.kind === "text" && next.kind === "text" && last.text !== "")
    return { kind: "text", text: `${last.text} ${next.text}` };
  return null;
}

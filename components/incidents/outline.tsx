/** Markdown as headings, lists, tables and paragraphs: text only, so nothing in it can execute. */
import { type Block, blocksOf } from "@/lib/incidents/outline";

export function Outline({ markdown }: { markdown: string }) {
  return (
    <article className="flex min-w-0 flex-col gap-3 text-14 text-primary">
      {blocksOf(markdown).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text have no other name
        <Piece key={i} block={block} />
      ))}
    </article>
  );
}

function Piece({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return <Heading level={block.level} text={block.text} />;
    case "list":
      return <List items={block.items} />;
    case "table":
      return <Rows rows={block.rows} />;
    case "text":
      return <p className="max-w-prose break-words">{block.text}</p>;
  }
}

/** The page has its own first heading. */
function Heading({ level, text }: { level: number; text: string }) {
  return level <= 2 ? (
    <h2 className="break-words pt-2 font-semibold text-16">{text}</h2>
  ) : (
    <h3 className="break-words font-medium">{text}</h3>
  );
}

const MARKS = new Map([
  [null, "• "],
  [true, "☑ "],
  [false, "☐ "],
]);

function List({ items }: Pick<Extract<Block, { kind: "list" }>, "items">) {
  return (
    <ul className="flex flex-col gap-1">
      {items.map(({ text, done }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two items may say the same
        <li key={i} className="break-words">
          {MARKS.get(done)}
          {text}
        </li>
      ))}
    </ul>
  );
}

function Rows({ rows }: Pick<Extract<Block, { kind: "table" }>, "rows">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="min-w-0 overflow-x-auto">
      <table className="w-full text-13">
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
            <tr key={i} className="border-line border-b align-top">
              {row.map((text, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                <td key={j} className="py-1 pr-4">
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

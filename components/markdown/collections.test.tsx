/** Markdown as others wrote it: whole collections are drawn, with every line of code intact and nothing that executes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Parser } from "commonmark";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { Block } from "@/lib/runbooks/markdown/node";
import { parseMarkdown } from "@/lib/runbooks/markdown/parse";
import { panelFence } from "@/lib/runbooks/panel";
import { Text } from "./text";

const ROOT = path.resolve(import.meta.dirname, "../..");
// biome-ignore lint/style/noProcessEnv: where the collections lie differs from machine to machine
const DATA = process.env.WHEELHOUSE_TEST_DATA ?? path.resolve(ROOT, "../shared/data");
const COLLECTIONS = [
  ...["runbooks-gitlab", "runbooks-ms-ai-agents", "runbooks-prometheus-operator"],
  ...["pagerduty-incident-response", "postmortem-templates"],
];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join(folder, name));

function codeOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.kind === "code" || block.kind === "panel") return [block.text];
    if (block.kind === "list") return block.items.flatMap((item) => codeOf(item.blocks));
    return "blocks" in block ? codeOf(block.blocks) : [];
  });
}

/** Where a fence that nobody closed ends is not told: the blank lines before the end of the file may be its own. */
const trimmed = (code: string): string => code.replace(/\n+$/, "");

/** What another reader of CommonMark finds. An indented block is code only where no admonition owns it. */
function codeElsewhere(text: string): string[] {
  const body = text
    .replace(/^\uFEFF/, "")
    .replace(/^---\r?\n[\s\S]*?\r?\n---[ \t]*(\r?\n|$)/, "\n");
  const hasNotes = /^ *(?:!!!|\?\?\?)/m.test(body);
  const walker = new Parser().parse(body).walker();
  const found: string[] = [];
  for (let step = walker.next(); step; step = walker.next()) {
    const { node, entering } = step;
    if (!entering || node.type !== "code_block") continue;
    const isFenced = "_isFenced" in node && node._isFenced === true;
    if (isFenced || !hasNotes) found.push((node.literal ?? "").replace(/\n$/, ""));
  }
  return found;
}

const unescaped = (html: string): string =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");

function judge(file: string): void {
  const text = readFileSync(file, "utf8");
  const { blocks } = parseMarkdown(text, { fence: panelFence });
  const html = renderToStaticMarkup(<Text blocks={blocks} />);
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  expect(
    tags.filter((tag) => /^<(?:script|style|iframe|object|embed|img|form)\b/i.test(tag)),
  ).toEqual([]);
  expect(tags.filter((tag) => /\son\w+=/i.test(tag.replaceAll(/"[^"]*"/g, '""')))).toEqual([]);
  expect(tags.filter((tag) => /(?:href|src)="\s*(?:javascript|data|vbscript):/i.test(tag))).toEqual(
    [],
  );
  const drawn = [...html.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, code = ""]) =>
    unescaped(code),
  );
  expect(drawn).toEqual(codeOf(blocks));
  const left = drawn.map(trimmed);
  for (const code of codeElsewhere(text).map(trimmed)) {
    const at = left.indexOf(code);
    expect(at, `code is missing:\n${code}`).toBeGreaterThanOrEqual(0);
    left.splice(at, 1);
  }
}

describe("our own runbooks", () => {
  test.each(filesIn(path.join(ROOT, "docs/runbooks")).map((file) => path.relative(ROOT, file)))(
    "%s",
    (file) => judge(path.join(ROOT, file)),
  );
});

for (const collection of COLLECTIONS) {
  const folder = path.join(DATA, collection);
  if (!existsSync(folder)) {
    console.warn(`SKIPPED: ${folder} is not there; set WHEELHOUSE_TEST_DATA`);
    continue;
  }
  describe(collection, () => {
    test.each(filesIn(folder).map((file) => path.relative(folder, file)))("%s", (file) =>
      judge(path.join(folder, file)),
    );
  });
}

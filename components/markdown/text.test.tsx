/** Words of a text that are wider than a phone. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { parseMarkdown } from "@/lib/runbooks/markdown/parse";
import { Text } from "./text";

const drawn = (text: string): string =>
  renderToStaticMarkup(<Text blocks={parseMarkdown(text).blocks} />);
const LONG = "x".repeat(300);

test.each([
  `${LONG}`,
  `- ${LONG}`,
  `> ${LONG}`,
  `# ${LONG}`,
  `\`${LONG}\``,
  `<div>\n${LONG}\n</div>`,
])("are broken wherever they stand, and make nothing around them wider: %#", (text) => {
  expect(drawn(text)).toMatch(/^<div class="[^"]*wrap-anywhere/);
  expect(drawn(text)).not.toContain("break-words");
});

test("are kept whole in a table, which scrolls by itself", () => {
  expect(drawn(`| a |\n| - |\n| ${LONG} |`)).toMatch(/<table class="[^"]*break-words/);
});

import { expect, test } from "vitest";
import { shellBlocksOf } from "./shell-blocks";

test("blocks are found where they stand, in lists too, without the indent of the list", () => {
  const text = "# A\n\n```sh\none\n```\n\n1. B\n\n   ```sh\n   two\n     three\n   ```\n";
  expect(shellBlocksOf("a.md", text)).toEqual([
    { file: "a.md", line: 3, code: "one\n", untried: null },
    { file: "a.md", line: 9, code: "two\n  three\n", untried: null },
  ]);
});

test("other languages are none of ours", () => {
  expect(shellBlocksOf("a.md", "```yaml\na: 1\n```\n\n```\nls\n```\n")).toEqual([]);
});

test.each([
  ["no-test (needs a server of yours)", "needs a server of yours"],
  ["no-test", ""],
  ["no-test ()", ""],
  ["no-test because", ""],
  ["", null],
  ["title=x", null],
])("a fence that says %j gives the reason %j", (info, untried) => {
  expect(shellBlocksOf("a.md", `\`\`\`sh ${info}\nls\n\`\`\``)).toMatchObject([{ untried }]);
});

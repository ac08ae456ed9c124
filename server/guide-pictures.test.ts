/** The pictures of the monitoring guide: each is shown, is there, and can be taken again. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { GUIDE_PICTURES } from "@/scripts/guide-pictures.mjs";

const FOLDER = "docs/images/guide";
const MOST_BYTES = 1.5 * 1024 * 1024;
const guide = fs.readFileSync("docs/operations/monitoring-guide.md", "utf8");

test("the guide shows what the script takes, and nothing else", () => {
  const shown = [...guide.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
  expect(shown.map(([, , file = ""]) => file).sort()).toEqual(
    GUIDE_PICTURES.map(({ name }) => `../images/guide/${name}.png`).sort(),
  );
  for (const [, words = "", file] of shown) expect(words.length, file).toBeGreaterThan(20);
});

test("each is there, and all of them together are small", () => {
  const files = fs.readdirSync(FOLDER);
  expect(files.sort()).toEqual(GUIDE_PICTURES.map(({ name }) => `${name}.png`).sort());
  const sizes = files.map((file) => fs.statSync(path.join(FOLDER, file)).size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST_BYTES);
});

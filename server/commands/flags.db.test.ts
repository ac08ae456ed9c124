/** Flags from the command line: a file goes in, the same comes out, and what does not fit is told with its field. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { splitOf, writtenFlag } from "@/lib/flags/test-flags";
import { testCtx } from "@/lib/platform/test-ctx";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-flags-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function flags(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["bin/wheelhouse.mjs", "flags", ...words],
    { encoding: "utf8", env: { ...process.env, WHEELHOUSE_DATA_DIR: folder } },
  );
  return { status, stdout, stderr };
}

function fileWith(content: unknown): string {
  const file = path.join(folder, "flags.json");
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}

test("a file is imported once, and exported as one that changes nothing", async () => {
  const here = ["--project", (await testCtx()).project.slug];
  const file = fileWith({
    flags: [writtenFlag({}, { serve: splitOf({ on: 10, off: 90 }, "off") })],
  });
  const imported = flags("import", file, ...here, "--reason", "first", "--json");
  expect(imported.status, imported.stderr).toBe(0);
  expect(JSON.parse(imported.stdout)).toMatchObject({
    created: ["greeting"],
    changed: [],
    same: 0,
  });

  const out = path.join(folder, "out.json");
  expect(flags("export", ...here, "--out", out).stdout).toBe(`1 flags in ${out}.\n`);
  expect(flags("import", out, ...here).stdout).toBe("0 created, 0 changed, 1 as they were\n");

  const broken = fileWith({
    flags: [writtenFlag({}, { serve: splitOf({ on: 10, off: 80 }, "off") })],
  });
  const refused = flags("import", broken, ...here);
  expect([refused.status, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/add up to 90 %/);
});

/** Every command of the operations documents and runbooks is run as it stands, beside a console. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importFlags } from "@/lib/flags/commands";
import { createApiKey } from "@/lib/keys/commands";
import { db } from "@/lib/platform/db";
import { ROOT } from "@/server/root";
import { systemCtx } from "@/server/system-ctx";
import { type Reader, reader } from "./reader";
import { type ShellBlock, shellBlocksOf } from "./shell-blocks";

const FOLDERS = ["docs/operations", "docs/runbooks", "docs/security"];
const BLOCK_LIMIT_MS = 200_000;
/** What not every machine has. */
const TOOLS = ["psql", "ps", "uptime"];

const files = FOLDERS.flatMap((folder) =>
  fs
    .readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join(folder, name)),
);
const textOf = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const blocks = files.flatMap((file) => shellBlocksOf(file, textOf(file)));
const tried = blocks.filter(({ untried }) => untried === null);

const home = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-documents-"));
// The embedded database may run as another account, which has to get through.
fs.chmodSync(home, 0o755);
let person: Reader;

beforeAll(async () => {
  const data = { slug: "demo", name: "Demo", createdAt: new Date() };
  await db().project.create({ data });
  await importFlags(systemCtx(), { project: "demo", ...exampleOf("docs/operations/flags.md") });
  const bin = quickNpx(path.join(home, "bin"));
  person = await reader({
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    WHEELHOUSE_DATA_DIR: path.join(home, "data"),
    BACKUPS: home,
    RESTORED: path.join(home, "restored"),
    FLAGS: path.join(home, "flags.json"),
    WHEELHOUSE_EMBEDDED_FSYNC: "off",
  });
  await sendRequest(person.url);
});
afterAll(() => {
  person.close();
  fs.rmSync(home, { recursive: true, force: true });
});

/** npm takes longer to find the command line than that takes to do most things; once it is asked itself, below. */
function quickNpx(folder: string): string {
  const code = `#!/bin/bash\n[ "$1" = wheelhouse ] || exit 127\nexec "${process.execPath}" bin/wheelhouse.mjs "\${@:2}"\n`;
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "npx"), code, { mode: 0o755 });
  return folder;
}

/** The flags that the document itself gives as an example. */
function exampleOf(file: string) {
  const [, json = "{}"] = /^```json\n([\s\S]*?)^```$/m.exec(textOf(file)) ?? [];
  return JSON.parse(json);
}

async function sendRequest(url: string): Promise<void> {
  const { secret } = await createApiKey(systemCtx(), {
    project: "demo",
    name: "sender",
    scopes: ["ingest"],
  });
  const ts = new Date().toISOString();
  const event = { kind: "request", id: randomUUID(), ts, environment: "production" };
  const sent = await fetch(`${url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ events: [{ ...event, agent: "support", durationMs: 800 }] }),
  });
  expect(await sent.json()).toMatchObject({ accepted: 1 });
}

const missing = TOOLS.filter((tool) => spawnSync("which", [tool]).status !== 0);
const needs = ({ code }: ShellBlock) =>
  missing.find((tool) => new RegExp(`^\\s*${tool}\\b`, "m").test(code));
const nameOf = ({ file, line, code }: ShellBlock) =>
  `${file}:${line} ${code.split("\n", 1)[0]?.slice(0, 60)}`;

/** What stands in several documents is done once. */
const done = new Map<string, Promise<{ readonly trouble: string | null }>>();
function follow({ code }: ShellBlock) {
  const known = done.get(code) ?? person.follow(code);
  done.set(code, known);
  return known;
}

describe("a reader can do what stands in", () => {
  for (const block of tried) {
    const tool = needs(block);
    if (tool) console.warn(`SKIPPED: ${nameOf(block)}: this machine has no ${tool}`);
    test.skipIf(tool !== undefined)(
      nameOf(block),
      async () => {
        expect((await follow(block)).trouble).toBeNull();
      },
      BLOCK_LIMIT_MS,
    );
  }

  test("documents that have commands at all", () => {
    expect(tried.length).toBeGreaterThan(30);
  });
});

test(
  "npx finds the command line from the checkout's folder, as every document says it",
  () => {
    const { status, stdout } = spawnSync("npx", ["wheelhouse", "--version"], { encoding: "utf8" });
    expect([status, stdout.trim()]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  },
  BLOCK_LIMIT_MS,
);

test("what is not run says why", () => {
  expect(blocks.filter(({ untried }) => untried === "").map(nameOf)).toEqual([]);
});

test("what is not run for its angle brackets has some", () => {
  const bracketed = blocks.filter(({ untried }) => untried?.includes("angle brackets"));
  expect(bracketed.filter(({ code }) => !/<[\w' ]+>/.test(code)).map(nameOf)).toEqual([]);
});

describe("a document fails that tells a reader", () => {
  test.each([
    ["a command that fails", "false"],
    ["a command that fails before one that does not", "false\ntrue"],
    ["a pipe that breaks in its middle", "false | cat"],
    ["a variable that nobody set", 'echo "$NOBODY_SET_THIS"'],
    ["a command that the product does not have", "npx wheelhouse no-such-command"],
    ["an address that the console refuses", 'curl -sS "http://127.0.0.1:$PORT/api/v1/overview"'],
    ["an address that is none", 'curl -sS "http://127.0.0.1:$PORT/no/such"'],
  ])("%s", async (_what, code) => {
    const [block] = shellBlocksOf("mutant.md", `\`\`\`sh\n${code}\n\`\`\``);
    expect(block?.untried).toBeNull();
    expect((await person.follow(block?.code ?? "")).trouble).not.toBeNull();
  });
});

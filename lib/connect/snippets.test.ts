/** What a stranger copies does what it says: it is run, and what it sends is judged by the schema. */
import { execFile, spawnSync } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventSchema } from "@/lib/telemetry/schema";
import { type Language, snippet } from "./snippets";

type Sent = { path: string; authorization: string | undefined; body: string };
const sent: Sent[] = [];
const server = http.createServer((req, res) => {
  let body = "";
  req.on("data", (chunk) => {
    body += chunk;
  });
  req.on("end", () => {
    sent.push({ path: req.url ?? "", authorization: req.headers.authorization, body });
    res.writeHead(202, { "content-type": "application/json" }).end('{"accepted":2}');
  });
});

beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done)));
afterAll(() => new Promise((done) => server.close(done)));

const run = promisify(execFile);
const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

const HOW: Record<Language, { program: string; needs: string; args: string[] }> = {
  curl: { program: "bash", needs: "curl", args: ["-c"] },
  node: { program: process.execPath, needs: process.execPath, args: ["--input-type=module", "-e"] },
  python: { program: "python3", needs: "python3", args: ["-c"] },
};

test.each(Object.keys(HOW) as Language[])(
  "the snippet for %s sends two good events",
  async (name) => {
    const { program, needs, args } = HOW[name];
    if (!isThere(needs)) {
      console.warn(`${needs} is not installed: its snippet was not run`);
      return;
    }
    const { port } = server.address() as AddressInfo;
    const code = snippet(name, { url: `http://127.0.0.1:${port}/`, key: "wh_test" });
    sent.length = 0;
    const { stdout } = await run(program, [...args, code]);
    expect(stdout).toMatch(/accepted/);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ path: "/api/v1/events", authorization: "Bearer wh_test" });
    const { events } = JSON.parse(sent[0]?.body ?? "{}") as { events: unknown[] };
    const kinds = events.map((event) => eventSchema.parse(event).kind);
    expect(kinds).toEqual(["request", "llm_call"]);
  },
);

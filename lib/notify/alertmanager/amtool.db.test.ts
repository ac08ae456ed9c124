/** Alertmanager's own tool and Prometheus itself, talking to our doors over a real port. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as groups from "@/app/api/compat/alertmanager/api/v2/alerts/groups/route";
import * as alerts from "@/app/api/compat/alertmanager/api/v2/alerts/route";
import * as receivers from "@/app/api/compat/alertmanager/api/v2/receivers/route";
import * as silence from "@/app/api/compat/alertmanager/api/v2/silence/[id]/route";
import * as silences from "@/app/api/compat/alertmanager/api/v2/silences/route";
import * as status from "@/app/api/compat/alertmanager/api/v2/status/route";
import { createApiKey } from "@/lib/keys/commands";
import { type Served, served } from "@/lib/notify/testing/serve";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";

const AMTOOL = process.env.WHEELHOUSE_AMTOOL ?? "amtool";
const PROMETHEUS = process.env.WHEELHOUSE_PROMETHEUS ?? "prometheus";
const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;
const hasAmtool = isThere(AMTOOL);
const hasPrometheus = isThere(PROMETHEUS);
if (!hasAmtool)
  console.warn(`SKIPPED: no ${AMTOOL} (Debian's prometheus-alertmanager, or WHEELHOUSE_AMTOOL)`);
if (!hasPrometheus)
  console.warn(`SKIPPED: no ${PROMETHEUS} (Debian's prometheus, or WHEELHOUSE_PROMETHEUS)`);

const BASE = "/api/compat/alertmanager";
const API = `${BASE}/api/v2`;
const ROUTES = {
  [`${API}/alerts`]: alerts,
  [`${API}/alerts/groups`]: groups,
  [`${API}/receivers`]: receivers,
  [`${API}/silence/{id}`]: silence,
  [`${API}/silences`]: silences,
  [`${API}/status`]: status,
};

let web: Served;
let folder = "";
beforeAll(async () => {
  web = await served(ROUTES);
  folder = mkdtempSync(path.join(os.tmpdir(), "wheelhouse-amtool-"));
});
afterAll(async () => {
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

type Place = ProjectCtx & { readonly secret: string };
async function place(): Promise<Place> {
  const ctx = await testCtx();
  const input = { project: ctx.project.slug, name: "prometheus", scopes: ["alerts" as const] };
  const { secret } = await createApiKey(ctx, input);
  return { ...ctx, secret };
}

/** Not spawnSync: the doors are in this process and have to answer meanwhile. */
const run = promisify(
  (args: readonly string[], done: (error: Error | null, output: string) => void) => {
    const child = spawn(AMTOOL, [...args], { stdio: ["ignore", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].on("data", (chunk) => {
        said[name] += chunk;
      });
    child.on("close", (code) => {
      const failed = new Error(`amtool ended with ${code}: ${said.stderr}`);
      done(code === 0 ? null : failed, said.stdout);
    });
  },
);

const amtool = ({ secret }: Place, ...args: readonly string[]): Promise<string> =>
  run([`--alertmanager.url=${web.url.replace("//", `//amtool:${secret}@`)}${BASE}`, ...args]);

/** Each word to amtool is a program started and two requests; a busy machine takes its time. */
const PATIENCE = { timeout: 180_000 };

describe.skipIf(!hasAmtool)("amtool", PATIENCE, () => {
  test("adds alerts, and finds those that it asks for", async () => {
    const here = await place();
    await amtool(here, "alert", "add", "HighErrors", "agent=checkout", "severity=critical");
    await amtool(here, "alert", "add", "HighErrors", "agent=search", "severity=warning");
    await amtool(here, "alert", "add", "HighErrors", "agent=search", "severity=warning");

    const found = async (...args: readonly string[]) =>
      JSON.parse(await amtool(here, "alert", "query", "-o", "json", ...args)) as {
        labels: Record<string, string>;
      }[];
    expect(await found()).toHaveLength(2);
    const [only, ...others] = await found("agent=~check.*");
    expect(others).toEqual([]);
    expect(only?.labels).toEqual({
      alertname: "HighErrors",
      agent: "checkout",
      severity: "critical",
    });
    const rows = await here.db.alert.findMany({
      where: { projectId: here.project.id },
      orderBy: { severity: "asc" },
    });
    expect(rows.map(({ severity, source, name }) => [severity, source, name])).toEqual([
      ["critical", "alertmanager", "HighErrors"],
      ["medium", "alertmanager", "HighErrors"],
    ]);
    expect(await amtool(await place(), "alert", "query", "-o", "json")).toBe("[]\n");
  });

  test("adds, finds, makes longer and expires a silence, and the alerts under it are suppressed", async () => {
    const here = await place();
    await amtool(here, "alert", "add", "Slow", "agent=checkout");
    const added = await amtool(
      ...[here, "silence", "add", "agent=~check.*", "--author=ada"],
      ...["--comment=we are on it", "--duration=2h"],
    );
    const id = added.trim();
    const listed = JSON.parse(await amtool(here, "silence", "query", "-o", "json"));
    expect(listed).toMatchObject([
      {
        ...{ id, createdBy: "ada", comment: "we are on it", status: { state: "active" } },
        matchers: [{ name: "agent", value: "check.*", isRegex: true, isEqual: true }],
      },
    ]);
    expect(await amtool(here, "alert", "query", "-o", "json")).toBe("[]\n");
    const quiet = JSON.parse(await amtool(here, "alert", "query", "--silenced", "-o", "json"));
    expect(quiet).toMatchObject([{ status: { state: "suppressed", silencedBy: [id] } }]);

    await amtool(here, "silence", "update", id, "--duration=5h", "--comment=it takes longer");
    const row = await here.db.silence.findUniqueOrThrow({ where: { id } });
    expect(row.reason).toBe("it takes longer");
    expect(Number(row.endsAt) - Number(row.startsAt)).toBeGreaterThan(4 * 3_600_000);

    await amtool(here, "silence", "expire", id);
    expect(await amtool(here, "silence", "query", "-q")).toBe("");
    const after = await here.db.silence.findUniqueOrThrow({ where: { id } });
    expect(after.endedByName).toBe("prometheus");
    expect(await amtool(here, "alert", "query", "-o", "json")).toContain("Slow");
  });

  test("reads the configuration, and is told why it may not", async () => {
    const here = await place();
    expect(await amtool(here, "config", "show")).toContain("receiver: default");
    await expect(amtool({ ...here, secret: "wh_nobodys" }, "alert", "query")).rejects.toThrow(
      /401/,
    );
    await expect(
      amtool(here, "silence", "add", "agent=~.*", "--comment=all", "--author=ada"),
    ).rejects.toThrow(/would hold for every alert/);
  });
});

describe.skipIf(!hasPrometheus)("a real Prometheus", PATIENCE, () => {
  test("posts what fires again and again, and it is one alert whose end moves", async () => {
    const here = await place();
    const rules = path.join(folder, "rules.yml");
    const config = path.join(folder, "prometheus.yml");
    const rule =
      '{ alert: Plain, expr: "vector(1) > 0", labels: { severity: page, agent: checkout }, annotations: { summary: "it is {{ $value }}", runbook_url: "https://example.com/runbook" } }';
    writeFileSync(rules, `groups: [{ name: g, interval: 1s, rules: [${rule}] }]\n`);
    writeFileSync(
      config,
      `global: { evaluation_interval: 1s }
rule_files: [${rules}]
alerting:
  alertmanagers:
    - path_prefix: ${BASE}
      authorization: { credentials: ${here.secret} }
      static_configs: [{ targets: ["${new URL(web.url).host}"] }]
`,
    );
    const child = spawn(
      PROMETHEUS,
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${path.join(folder, "data")}`,
        "--web.listen-address=127.0.0.1:0",
        "--rules.alert.resend-delay=1s",
      ],
      { stdio: "ignore" },
    );
    try {
      const rows = () => here.db.alert.findMany({ where: { projectId: here.project.id } });
      await expect.poll(async () => (await rows()).length, { timeout: 60_000 }).toBe(1);
      const [first] = await rows();
      expect(first).toMatchObject({
        ...{ name: "Plain", severity: "critical", source: "alertmanager", endedAt: null },
        runbook: "https://example.com/runbook",
        annotations: expect.objectContaining({ summary: "it is 1" }),
      });
      // Posted again, its end moves and nothing else does.
      await expect
        .poll(async () => Number((await rows())[0]?.expectedEndAt), { timeout: 60_000 })
        .toBeGreaterThan(Number(first?.expectedEndAt));
      const [again, ...others] = await rows();
      expect(others).toEqual([]);
      expect([again?.id, again?.startedAt]).toEqual([first?.id, first?.startedAt]);
    } finally {
      const gone = new Promise((exited) => child.once("exit", exited));
      child.kill();
      await gone;
    }
  });
});

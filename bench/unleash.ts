/** Our evaluation over HTTP beside Unleash's: one machine, one Postgres, the same flags, one run. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "@/lib/core/stats";
import { flagDraftSchema } from "@/lib/flags/schema";
import { keepFlag } from "@/lib/flags/store/keep";
import { createApiKey } from "@/lib/keys/commands";
import { inTransaction } from "@/lib/platform/db";
import { freePort } from "@/server/postgres/cluster";
import { type Lab, openLab } from "./lab";
import { rounded } from "./numbers";
import { startWeb } from "./web-process";

const VERSION = "7.5.1";
const FLAGS = 20;
const CONNECTIONS = 16;
/** A key may ask 10,000 times a second, and a quiet machine answers more. */
const KEYS = 4;
const HOME = path.join(os.tmpdir(), `wheelhouse-bench-unleash-${VERSION}`);
const TOKEN = "default:development.bench-frontend-token";
const BOOT_MS = 120_000;

/** Installed beside the repository, once; false where there is no registry. */
export function hasUnleash(): boolean {
  if (fs.existsSync(path.join(HOME, "node_modules/unleash-server/package.json"))) return true;
  fs.mkdirSync(HOME, { recursive: true });
  fs.writeFileSync(path.join(HOME, "package.json"), '{"private":true}');
  const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts"];
  try {
    execFileSync("npm", [...args, `unleash-server@${VERSION}`], { cwd: HOME, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

type Answered = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };
type Asked = { readonly url: string; readonly method: string } & {
  readonly headersOf: (user: number) => Record<string, string>;
  /** Of the user with that number. */
  readonly bodyOf?: (user: number) => string;
  readonly searchOf?: (user: number) => string;
};

/** So many connections, each asking as soon as it has its answer. */
async function loadOf(asked: Asked, seconds: number): Promise<Answered> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  await loadFor(asked, agent, 1);
  const took = await loadFor(asked, agent, seconds);
  agent.destroy();
  return {
    perSecond: Math.round(took.length / seconds),
    p50Ms: rounded(percentile(took, 0.5) ?? Number.NaN),
    p99Ms: rounded(percentile(took, 0.99) ?? Number.NaN),
  };
}

async function loadFor(asked: Asked, agent: http.Agent, seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1_000;
  const took: number[] = [];
  let user = 0;
  const hand = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      await ask(asked, agent, user++ % 10_000);
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, hand));
  return took;
}

function ask(asked: Asked, agent: http.Agent, user: number): Promise<void> {
  const { url, method, headersOf, bodyOf, searchOf } = asked;
  return new Promise((resolve, reject) => {
    const target = `${url}${searchOf?.(user) ?? ""}`;
    const request = http.request(
      target,
      { method, headers: headersOf(user), agent },
      (response) => {
        response.resume();
        response.once("end", () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${response.statusCode} ${url}`)),
        );
      },
    );
    request.once("error", reject);
    request.end(bodyOf?.(user));
  });
}

async function ours(lab: Lab, seconds: number) {
  const { slug: project } = lab.project;
  for (let i = 0; i < FLAGS; i++) {
    const serve = { split: { control: "a", weights: { a: 50, b: 50 } } };
    const flag = flagDraftSchema.parse({
      ...{ key: `flag-${i}`, kind: "string", variants: { a: "one", b: "two" }, offVariant: "a" },
      environments: { production: { serve } },
    });
    const ctx = { ...lab.ctx(), project: lab.project };
    await inTransaction(ctx.db, (tx) => keepFlag({ ...ctx, db: tx }, flag, {}));
  }
  const scopes = ["flags:evaluate"] as const;
  const made = { project, name: "flags", scopes: [...scopes], requestsPerSecond: 10_000 };
  const secrets: string[] = [];
  while (secrets.length < KEYS) secrets.push((await createApiKey(lab.ctx(), made)).secret);
  const web = await startWeb(lab);
  const headersOf = (user: number) => ({
    "content-type": "application/json",
    "x-api-key": secrets[user % KEYS] ?? "",
  });
  const bodyOf = (user: number) => JSON.stringify({ context: { targetingKey: `user-${user}` } });
  const all = `${web.url}/ofrep/v1/evaluate/flags`;
  const asked = { method: "POST", headersOf, bodyOf };
  try {
    const bulk = await loadOf({ ...asked, url: all }, seconds);
    const single = await loadOf({ ...asked, url: `${all}/flag-7` }, seconds);
    return { bulk, single, kind: web.kind };
  } finally {
    await web.stop();
  }
}

async function theirs(lab: Lab, seconds: number): Promise<Answered> {
  const client = await lab.connect();
  await client.query("CREATE DATABASE unleash").finally(() => client.end());
  const database = new URL(lab.url);
  database.pathname = "/unleash";
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startUnleash(database.href, port);
  try {
    await untilReady(url, child);
    for (let i = 0; i < FLAGS; i++) await makeTheirFlag(url, `flag-${i}`);
    // Its frontend evaluates from memory, which it renews every few seconds.
    await sleep(12_000);
    const headers = { authorization: TOKEN };
    const searchOf = (user: number) => `?userId=user-${user}`;
    const found = await fetch(`${url}/api/frontend${searchOf(1)}`, { headers });
    const { toggles } = (await found.json()) as { toggles: unknown[] };
    if (toggles.length !== FLAGS) throw new Error(`Unleash serves ${toggles.length} of ${FLAGS}`);
    return await loadOf(
      { url: `${url}/api/frontend`, method: "GET", headersOf: () => headers, searchOf },
      seconds,
    );
  } finally {
    child.kill("SIGKILL");
  }
}

function startUnleash(database: string, port: number): ChildProcess {
  const log = fs.openSync(path.join(HOME, "server.log"), "w");
  const script = `require("unleash-server").start({
    authentication: { type: "none" }, checkVersion: false, versionCheck: { enable: false },
    frontendApi: { refreshIntervalInMs: 5000 }, disableScheduler: false,
  })`;
  return spawn(process.execPath, ["-e", script], {
    cwd: HOME,
    stdio: ["ignore", log, log],
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "error" },
      ...{ DATABASE_URL: database, DATABASE_SSL: "false", PORT: String(port) },
      ...{ HTTP_PORT: String(port), HTTP_HOST: "127.0.0.1", SEND_TELEMETRY: "false" },
      INIT_FRONTEND_API_TOKENS: TOKEN,
    },
  });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + BOOT_MS;
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(500);
  }
  const log = fs.readFileSync(path.join(HOME, "server.log"), "utf8").slice(-2_000);
  throw new Error(`Unleash did not start:\n${log}`);
}

async function makeTheirFlag(url: string, name: string): Promise<void> {
  const base = `${url}/api/admin/projects/default/features`;
  const post = async (address: string, body?: object) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  };
  await post(base, { name, type: "release" });
  const variant = (value: string) => ({
    ...{ name: value, weight: 500, weightType: "variable", stickiness: "userId" },
    payload: { type: "string", value },
  });
  const parameters = { rollout: "100", stickiness: "userId", groupId: name };
  await post(`${base}/${name}/environments/development/strategies`, {
    ...{ name: "flexibleRollout", constraints: [], parameters },
    variants: [variant("one"), variant("two")],
  });
  await post(`${base}/${name}/environments/development/on`);
}

export async function benchUnleash({ quick }: { quick: boolean }) {
  const seconds = quick ? 3 : 10;
  const lab = await openLab();
  try {
    const mine = await ours(lab, seconds);
    const other = await theirs(lab, seconds);
    const isBetter = mine.bulk.p50Ms < other.p50Ms && mine.bulk.perSecond > other.perSecond;
    return {
      name: `flags over HTTP, beside unleash-server ${VERSION}`,
      ...{ flags: FLAGS, connections: CONNECTIONS, secondsEach: seconds, server: mine.kind },
      ...{ bulkPerSecond: mine.bulk.perSecond, bulkP50Ms: mine.bulk.p50Ms },
      ...{ bulkP99Ms: mine.bulk.p99Ms, singlePerSecond: mine.single.perSecond },
      ...{ singleP50Ms: mine.single.p50Ms, unleashPerSecond: other.perSecond },
      ...{ unleashP50Ms: other.p50Ms, unleashP99Ms: other.p99Ms, passed: isBetter },
      note: "each answers all flags for one user of ten thousand; client and server share the cores",
    };
  } finally {
    await lab.close();
  }
}

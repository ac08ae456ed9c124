/**
 * `npm run screenshots`: every page, light and dark, on a desk and on a phone, with the demo and with nothing.
 *
 *   npm run screenshots                       a console of its own with the demo, into screenshots/
 *   npm run screenshots -- --readme           only the picture of the README, docs/images/overview.png
 *   npm run screenshots -- --guide            only the pictures of the monitoring guide, docs/images/guide/
 *   npm run screenshots -- --url URL --email ADDRESS --password WORD [--project SLUG]
 *   npm run screenshots -- --only /cache,/    some pages
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chromium, request } from "@playwright/test";
import { chromiumArgs, obtainChromium } from "./chromium.mjs";
import { GUIDE_PICTURES } from "./guide-pictures.mjs";
import { consolePages } from "./pages.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const OUT = path.join(ROOT, "screenshots");
const README = path.join(ROOT, "docs/images/overview.png");
const GUIDE = path.join(ROOT, "docs/images/guide");
const GUIDE_SIZE = { width: 1280, height: 800 };
const LIMIT_MS = 15 * 60_000;
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const THEMES = /** @type {const} */ (["light", "dark"]);

/** @typedef {{ url: string, email: string, password: string }} Console */
/** @typedef {{ name: string, path: string, project: string }} Shot */

const { values: flags } = parseArgs({
  options: {
    url: { type: "string" },
    email: { type: "string", default: "admin@example.com" },
    password: { type: "string", default: "correct horse battery staple" },
    project: { type: "string", default: "demo" },
    only: { type: "string" },
    readme: { type: "boolean", default: false },
    guide: { type: "boolean", default: false },
  },
});

const executablePath = await obtainChromium();
if (!executablePath)
  throw new Error("No Chromium: run `node scripts/chromium.mjs` and read on there.");
const { email, password } = flags;
const own = flags.url ? null : await startConsole();
try {
  await picture({ url: flags.url ?? own?.url ?? "", email, password });
} finally {
  await own?.stop();
}

/** @param {Console} target */
async function picture({ url, ...who }) {
  const caller = await signedIn(url, who);
  await historyWritten(caller, flags.project);
  const browser = await chromium.launch({ executablePath, args: chromiumArgs() });
  const storageState = await caller.storageState();
  const isForDocs = flags.readme || flags.guide;
  const shots = isForDocs ? [] : await shotsOf(caller);
  for (const colorScheme of isForDocs ? [] : THEMES) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const look = { colorScheme, viewport, storageState, reducedMotion: "reduce" };
      const context = await browser.newContext({ baseURL: url, .../** @type {any} */ (look) });
      for (const shot of shots)
        await take(context, shot, path.join(OUT, `${size}-${colorScheme}`, `${shot.name}.png`));
      await context.close();
    }
  }
  if (flags.readme) await takeReadme(browser, { baseURL: url, storageState });
  if (flags.guide) await takeGuide(browser, { baseURL: url, storageState });
  await browser.close();
  await caller.dispose();
}

/** The picture of the README: one screen of the overview. @param {import("@playwright/test").Browser} browser @param {object} look */
async function takeReadme(browser, look) {
  const context = await browser.newContext({ ...look, colorScheme: "light", viewport: SIZES.desk });
  await take(context, { name: "overview", path: "/", project: flags.project }, README, false);
  await context.close();
}

/**
 * One screen each, or one panel of it.
 * @param {import("@playwright/test").Browser} browser @param {object} look
 */
async function takeGuide(browser, look) {
  const size = { colorScheme: /** @type {const} */ ("light"), viewport: GUIDE_SIZE };
  const context = await browser.newContext({ ...look, ...size, reducedMotion: "reduce" });
  fs.rmSync(GUIDE, { recursive: true, force: true });
  for (const { panel, ...shot } of GUIDE_PICTURES) {
    const file = path.join(GUIDE, `${shot.name}.png`);
    await take(context, { ...shot, project: flags.project }, file, false, panel);
  }
  await context.close();
}

/**
 * @param {import("@playwright/test").BrowserContext} context @param {Shot} shot
 * @param {string} file @param {boolean} fullPage @param {string} [panel]
 */
async function take(context, shot, file, fullPage = true, panel) {
  const page = await context.newPage();
  await page.goto(`${shot.path}${shot.path.includes("?") ? "&" : "?"}project=${shot.project}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  if (fullPage) await lookThrough(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle").catch(() => undefined);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const how = { path: file, animations: /** @type {const} */ ("disabled") };
  await (panel ? page.locator(`#${panel}`).screenshot(how) : page.screenshot({ ...how, fullPage }));
  console.log(`${path.relative(ROOT, file)}  ${Math.round(fs.statSync(file).size / 1_024)} kB`);
  await page.close();
}

/** Charts far below are drawn only when somebody comes near. @param {import("@playwright/test").Page} page */
async function lookThrough(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      window.scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    window.scrollTo(0, 0);
  });
}

/** Every page with data, the same with none, and the way in. @param {import("@playwright/test").APIRequestContext} caller */
async function shotsOf(caller) {
  const slug = `empty-${Date.now().toString(36)}`;
  await checked(await caller.post("/api/v1/projects", { data: { name: "New project", slug } }));
  const { agents } = await read(caller, "/api/v1/console", flags.project);
  const errors = await read(caller, "/api/v1/errors", flags.project);
  const key = await keyOf(caller, flags.project);
  const [rule] = await read(caller, "/api/v1/alert-rules", flags.project);
  const fingerprint = errors.groups[0]?.fingerprint;
  const alert = await alertOf(caller, flags.project);
  const { open, past } = await read(caller, "/api/v1/incidents", flags.project);
  const { moving, over } = await read(caller, "/api/v1/rollouts", flags.project);
  const [moved] = [...moving, ...over];
  const { deployments } = await read(caller, "/api/v1/deployments?range=7d", flags.project);
  const deployment = deployments.find(
    (/** @type {{ agent: string }} */ one) => one.agent !== "",
  )?.id;
  const flagged = { rollout: moved?.key, flag: moved?.flag, deployment };
  const shipped = { slug: "high-error-rate", document: "monitoring-guide" };
  const names = {
    agent: agents[0],
    fingerprint,
    key,
    rule: rule?.id,
    alert,
    incident: [...open, ...past][0]?.id,
    ...flagged,
    ...shipped,
  };
  const wanted = flags.only?.split(",");
  const pages = consolePages().filter((page) => wanted?.includes(page) ?? true);
  const full = pages.map((page) => shotOf(page, names, flags.project));
  const empty = pages.map((page) => shotOf(page, { agent: "support" }, slug, "empty"));
  return [...full, ...empty].flatMap((shot) => shot ?? []);
}

/** One that fires, or else the newest that did. @param {import("@playwright/test").APIRequestContext} caller @param {string} project */
async function alertOf(caller, project) {
  const { firing } = await read(caller, "/api/v1/alerts", project);
  const [ended] = (await read(caller, "/api/v1/alerts/history", project)).alerts;
  return firing[0]?.alerts[0]?.id ?? ended?.id;
}

/** A key to show, with what one has when it is looked after. @param {import("@playwright/test").APIRequestContext} caller @param {string} project */
async function keyOf(caller, project) {
  const [known] = await read(caller, "/api/v1/keys", project);
  if (known) return known.id;
  const data = { project, name: "support-bot", scopes: ["ingest", "read"], expiresInDays: 90 };
  const limits = { environment: "production", allowedAddresses: ["127.0.0.0/8", "10.0.0.0/8"] };
  const made = await checked(await caller.post("/api/v1/keys", { data: { ...data, ...limits } }));
  const headers = { authorization: `Bearer ${made.secret}` };
  for (let i = 0; i < 40; i++)
    await caller.get(i % 8 ? "/api/v1/overview" : "/api/v1/keys", { params: { project }, headers });
  return made.id;
}

/**
 * @param {string} pattern @param {Record<string, string | undefined>} names
 * @param {string} project @param {string} [prefix] @returns {Shot | undefined}
 */
function shotOf(pattern, names, project, prefix) {
  let isWhole = true;
  const filled = pattern.replaceAll(/\[(\w+)\]/g, (_, name) => {
    isWhole &&= names[name] !== undefined;
    return encodeURIComponent(names[name] ?? "");
  });
  if (!isWhole) return undefined;
  const words = pattern.replaceAll(/[[\]]/g, "").split("/").filter(Boolean);
  return {
    name: [prefix, ...(words[0] ? words : ["overview"])].filter(Boolean).join("-"),
    path: filled,
    project,
  };
}

/** @param {string} baseURL @param {{ email: string, password: string }} who */
async function signedIn(baseURL, who) {
  const caller = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  const { csrfToken } = await checked(await caller.get("/api/auth/csrf"));
  await checked(
    await caller.post("/api/auth/callback/credentials", { data: { ...who, csrfToken } }),
  );
  return caller;
}

/** The demo's fortnight is written in the background. @param {import("@playwright/test").APIRequestContext} caller @param {string} project */
async function historyWritten(caller, project) {
  const until = Date.now() + LIMIT_MS;
  for (let told = -1; Date.now() < until; await sleep(1_000)) {
    const { isDemo, state, share } = await read(caller, "/api/v1/demo", project);
    if (!isDemo || state === "live") return;
    const percent = Math.floor(share * 10) * 10;
    if (percent > told) console.log(`The demo's history: ${percent} %`);
    told = percent;
  }
  throw new Error("The demo's history was not written in time.");
}

/** @param {import("@playwright/test").APIRequestContext} caller @param {string} url @param {string} project */
async function read(caller, url, project) {
  return checked(await caller.get(url, { params: { project } }));
}

/** @param {import("@playwright/test").APIResponse} response */
async function checked(response) {
  if (response.ok()) return response.json();
  throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`);
}

/** A console with the demo on a folder of its own, gone afterwards. */
async function startConsole() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-pictures-"));
  fs.chmodSync(dir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(ROOT, "bin/wheelhouse.mjs"), "start"], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: "",
      PORT: String(port),
      HOST: "127.0.0.1",
      WHEELHOUSE_DATA_DIR: dir,
      WHEELHOUSE_EMBEDDED_FSYNC: "off",
      WHEELHOUSE_LOG_LEVEL: "warn",
      WHEELHOUSE_ADMIN_EMAIL: email,
      WHEELHOUSE_ADMIN_PASSWORD: password,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    fs.rmSync(dir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + LIMIT_MS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error("The console did not start.");
    }
    await sleep(500);
  }
  return { url, stop };
}

/** Up, and its administrator made: the console opens a moment before that. @param {string} url */
async function isUp(url) {
  const answer = await fetch(`${url}/api/v1/setup`).catch(() => undefined);
  return answer?.ok === true && (await answer.json()).isOpen === false;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** `wheelhouse start`: from nothing to a console that serves, and back, in one order. */
import { setTimeout as sleep } from "node:timers/promises";
import { bootstrap } from "@/lib/jobs/bootstrap";
import { env, parseEnv, variable } from "@/lib/platform/env";
import { flushKeyUse } from "@/lib/platform/key-use";
import { closeConnections } from "@/lib/platform/pool";
import { ensureBuild, isBuildCurrent } from "./build";
import { authSecret, lockDataFolder } from "./data-folder";
import { type Lifecycle, lifecycle, Stopped } from "./lifecycle";
import { migrate, nameOf } from "./migrate";
import { startPostgres } from "./postgres";
import type { Progress } from "./progress";
import { dataDir } from "./root";
import { listen, type Web } from "./web";
import { startWorkerProcess } from "./worker-process";

const CLOSE_LIMIT_MS = 2_000;

export type Role = "web" | "worker" | "all";
export type StartOptions = {
  readonly role: Role;
  readonly dev: boolean;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly demo: boolean;
};

export async function start(options: StartOptions, progress: Progress): Promise<never> {
  const life = lifecycle((code) => process.exit(code));
  process.stdout.on("error", () => undefined);
  try {
    applyOptions(options);
    checkConfiguration();
    await (options.role === "worker" ? work(life, progress) : serve(life, options, progress));
    return await life.forever;
  } catch (error) {
    // What breaks because it is being taken down is not news.
    if (error instanceof Stopped || life.signal.aborted) return life.stop(0);
    process.exitCode = 1;
    (await import("./output")).printError(error, false);
    return life.stop(1);
  }
}

/** Flags win over the environment; both end up there, for Next, the worker and every library. */
function applyOptions({ port, host, demo, dev }: StartOptions): void {
  const { env: variables } = process;
  if (port !== undefined) variables.PORT = String(port);
  if (host !== undefined) variables.HOST = host;
  if (!demo) variables.WHEELHOUSE_DEMO = "off";
  variables.NEXT_TELEMETRY_DISABLED = "1";
  Object.assign(variables, { NODE_ENV: dev ? "development" : "production" });
}

/** Everything but what the start itself will fill in. */
function checkConfiguration(): void {
  parseEnv({
    ...process.env,
    DATABASE_URL: process.env.DATABASE_URL || "postgresql://embedded/wheelhouse",
    AUTH_SECRET: process.env.AUTH_SECRET || "x".repeat(32),
  });
}

/** The background work alone, in the foreground: for a second machine, or a second container. */
async function work(life: Lifecycle, progress: Progress): Promise<void> {
  const { openDatabase } = await import("./database");
  const database = await life.hold(
    "database",
    () => openDatabase("wheelhouse start --role worker"),
    (held) => held.close(),
  );
  configureAuth(dataDir());
  await progress.step("Database up to date", () => migrate(database.url));
  const { runWorker } = await import("./work");
  await life.hold(
    "worker",
    () => ({ done: runWorker(life.signal) }),
    ({ done }) => done,
  );
  progress.say("The worker is running. Ctrl-C stops it.");
}

async function serve(life: Lifecycle, options: StartOptions, progress: Progress): Promise<void> {
  const dir = dataDir();
  const embedded = !process.env.DATABASE_URL;
  await life.hold(
    "lock",
    () => lockDataFolder(dir, "wheelhouse start"),
    (lock) => lock.release(),
  );
  const [host, port] = [variable("HOST"), variable("PORT")];
  const web = await life.hold(
    "listener",
    () => listen(host, port),
    () => undefined,
  );
  await openStore(life, dir, embedded, progress);
  await life.hold(
    "connections",
    () => undefined,
    () => Promise.race([closeConnections(), sleep(CLOSE_LIMIT_MS)]),
  );
  await life.hold(
    "key use",
    () => undefined,
    () => Promise.race([flushKeyUse(), sleep(CLOSE_LIMIT_MS)]),
  );
  configureAuth(dir);
  env();
  await progress.step("Database up to date", (note) => upToDate(note));
  await build(life, options, progress);
  await progress.step("Console ready", () => web.prepare(options.dev));
  // Told at once: a password that is shown once must not be lost to whatever fails next.
  const demo = embedded && variable("WHEELHOUSE_DEMO") === "on";
  const first = await bootstrap({ embedded, demo });
  web.open();
  announce(web, host, first, progress);
  if (options.role === "all")
    await life.hold(
      "worker",
      startWorkerProcess,
      (w) => w.stop(),
      (w) => w.kill(),
    );
  // Held last, so that it drains first: nothing new comes in while the rest is taken down.
  await life.hold(
    "web server",
    () => web,
    (w) => w.close(),
  );
}

async function openStore(
  life: Lifecycle,
  dir: string,
  embedded: boolean,
  progress: Progress,
): Promise<void> {
  if (!embedded) return;
  await progress.step("Embedded Postgres", async (note) => {
    const durable = variable("WHEELHOUSE_EMBEDDED_FSYNC") === "on";
    const postgres = await life.hold(
      "Postgres",
      () => startPostgres({ dir, durable }),
      (held) => held.stop(),
      (held) => held.stop({ firm: true }),
    );
    const how = postgres.created ? "made" : postgres.adopted ? "found running" : "started";
    note(`${how} in ${postgres.home}${postgres.account ? ` as ${postgres.account}` : ""}`);
    process.env.DATABASE_URL = postgres.url;
  });
}

async function upToDate(note: (text: string) => void): Promise<void> {
  const url = variable("DATABASE_URL");
  const applied = await migrate(url, { onWait: () => note("(waited for another process)") });
  if (applied.length > 0) note(`(${nameOf(url)}: ${applied.length} migrations applied)`);
}

/** What next-auth reads by itself: without a public address it follows the Host header. */
function configureAuth(dir: string): void {
  const { env: variables } = process;
  variables.AUTH_SECRET = authSecret(dir);
  variables.NEXTAUTH_SECRET = variables.AUTH_SECRET;
  // Left behind by another program, it would send people there.
  delete variables.NEXTAUTH_URL;
  const url = variable("WHEELHOUSE_URL");
  // A path would take the place of the one that the product answers on.
  if (url) variables.NEXTAUTH_URL = new URL(url).origin;
  else variables.AUTH_TRUST_HOST = "true";
}

async function build(life: Lifecycle, options: StartOptions, progress: Progress): Promise<void> {
  if (options.dev || isBuildCurrent()) return;
  await progress.step("Console built (only after an installation or upgrade)", () =>
    life.hold(
      "build",
      () => ensureBuild(life.signal),
      () => undefined,
    ),
  );
}

type First = Awaited<ReturnType<typeof bootstrap>>;

function announce(web: Web, host: string, first: First, progress: Progress): void {
  const open = host === "0.0.0.0" || host === "::";
  const shown =
    open || host === "127.0.0.1" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const url = variable("WHEELHOUSE_URL") ?? `http://${shown}:${web.port}`;
  const lines = ["", `  Wheelhouse is running at ${url}`];
  if (!open && !variable("WHEELHOUSE_URL"))
    lines.push("  Only this machine can reach it; HOST=0.0.0.0 opens it to others.");
  lines.push(...signInLines(url, first), "  Ctrl-C stops everything.", "");
  progress.say(lines.join("\n"), { url, port: web.port, ...first });
}

function signInLines(url: string, { admin, setupToken }: First): string[] {
  if (setupToken) return ["", `  Set it up here, once: ${url}/setup?token=${setupToken}`, ""];
  if (!admin)
    return ["  Sign in with your account (lost it? `npx wheelhouse user create --help`)."];
  if (admin.password === null) return [`  Sign in as ${admin.email}.`];
  const note = "The password is shown this once: keep it.";
  return ["", `  Sign in as ${admin.email}`, `  Password  ${admin.password}`, `  ${note}`, ""];
}

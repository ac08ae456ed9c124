/** One run of the torture: writers that never give up, a killer, and the reckoning. */
import { randomInt } from "node:crypto";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, until } from "@/server/alive";
import { type Postgres, startPostgres } from "@/server/postgres";
import { freePort, type Settings } from "@/server/postgres/cluster";
import { openLab } from "./lab";
import { reckon } from "./reckoning";
import { startWeb } from "./web-process";
import { type Ledger, startWriters } from "./writers";

export type Ordeal = {
  readonly name: string;
  readonly server: string;
  readonly kills: { readonly app: number; readonly postgres: number };
  readonly acked: number;
  readonly resent: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly differences: readonly string[];
  readonly longestSilenceSeconds: number;
};
type Plan = {
  readonly name: string;
  readonly settings: Settings;
  readonly kills: { readonly app: number; readonly postgres: number };
  readonly say: (text: string) => void;
};

const RECOVERY_LIMIT_MS = 60_000;

export async function ordeal({ name, settings, kills, say }: Plan): Promise<Ordeal> {
  const lab = await openLab({ settings, supervise: false });
  const port = await freePort();
  let postgres: Postgres = lab.postgres;
  let web = await startWeb(lab, { role: "all", port });
  const writers = startWriters(web.url, lab.key);
  try {
    await recovered(writers.ledger);
    for (const [i, victim] of victims(kills).entries()) {
      await sleep(randomInt(300, 1_500));
      say(`${name}: kill -9 of ${victim} (${i + 1} of ${kills.app + kills.postgres})`);
      if (victim === "app") {
        await web.stop();
        web = await startWeb(lab, { role: "all", port });
      } else {
        await killPostgres(postgres.pid());
        postgres = await startPostgres({
          dir: lab.dir,
          durable: true,
          settings,
          port: lab.postgres.port,
          supervise: false,
        });
      }
      await recovered(writers.ledger);
    }
    await writers.stop();
    const client = await lab.connect();
    const found = await reckon(client, writers.ledger).finally(() => client.end());
    const { acked, resent, longestSilenceMs } = writers.ledger;
    return {
      name,
      server: web.kind,
      kills,
      acked: acked.size,
      resent: resent(),
      ...found,
      longestSilenceSeconds: Math.round(longestSilenceMs() / 100) / 10,
    };
  } finally {
    writers.abandon();
    await web.stop();
    await postgres.stop({ firm: true });
    await lab.close();
  }
}

/** App and Postgres by turns, so that each is hit in every state of the other. */
function victims(kills: Plan["kills"]): ("app" | "Postgres")[] {
  const order: ("app" | "Postgres")[] = [];
  for (let i = 0; i < Math.max(kills.app, kills.postgres); i++) {
    if (i < kills.postgres) order.push("Postgres");
    if (i < kills.app) order.push("app");
  }
  return order;
}

/** Something was acknowledged after this moment. */
async function recovered(ledger: Ledger): Promise<void> {
  const before = ledger.acked.size;
  const came = await until(() => ledger.acked.size > before, RECOVERY_LIMIT_MS);
  if (!came) throw new Error(`Nothing was acknowledged for ${RECOVERY_LIMIT_MS / 1_000} s`);
}

/** The postmaster and all of its children, at once: nobody is left to write a log out. */
async function killPostgres(postmaster: number | undefined): Promise<void> {
  if (postmaster === undefined) throw new Error("Postgres does not run");
  const family = [postmaster, ...childrenOf(postmaster)];
  for (const pid of family) kill(pid);
  for (const pid of childrenOf(postmaster)) kill(pid);
  await until(() => family.every((pid) => !isAlive(pid)), 10_000);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function childrenOf(parent: number): number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

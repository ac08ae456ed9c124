/** The background work of one process: every loop on its own clock, none able to stop another. */
import { setMaxListeners } from "node:events";
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Loop, loops } from "@/lib/jobs/loops";
import { log } from "@/lib/platform/log";
import { pool } from "@/lib/platform/pool";
import { messageOf } from "./plain-error";

const HEARTBEAT_MS = 5_000;

type Trouble = { readonly message: string; readonly since: string; readonly times: number };
type Troubles = Map<string, Trouble>;

/** Runs until the signal aborts; then waits for what is running. */
export async function runWorker(signal: AbortSignal): Promise<void> {
  const troubles: Troubles = new Map();
  const all: Loop[] = [...loops(), heartbeat(troubles)];
  // Each loop listens to it, and some of what they run does.
  setMaxListeners(4 * all.length, signal);
  log.info("worker started", { pid: process.pid, loops: all.map(({ name }) => name) });
  await Promise.all(all.map((loop) => runLoop(loop, signal, troubles)));
  log.info("worker stopped", { pid: process.pid });
}

/** Repeats one loop; a failure is logged when it begins, changes and ends, not each time. */
export async function runLoop(loop: Loop, signal: AbortSignal, troubles: Troubles): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now();
    try {
      await loop.run(signal);
      recovered(loop.name, troubles);
    } catch (error) {
      if (!signal.aborted) failed(loop.name, error, troubles);
    }
    const restMs = Math.max(0, loop.everyMs - (performance.now() - began));
    await sleep(restMs, undefined, { signal }).catch(() => undefined);
  }
}

function failed(name: string, error: unknown, troubles: Troubles): void {
  const message = messageOf(error);
  const before = troubles.get(name);
  const isSame = before?.message === message;
  if (!isSame) log.error(`${name} failed; it is tried again`, { error });
  troubles.set(name, {
    message,
    since: isSame && before ? before.since : new Date().toISOString(),
    times: (isSame && before ? before.times : 0) + 1,
  });
}

function recovered(name: string, troubles: Troubles): void {
  const before = troubles.get(name);
  if (!before) return;
  troubles.delete(name);
  log.info(`${name} works again`, { failures: before.times, since: before.since });
}

/** The worker's sign of life, by the database's clock. */
function heartbeat(troubles: Troubles): Loop {
  return {
    name: "heartbeat",
    everyMs: HEARTBEAT_MS,
    run: async () => {
      const detail = {
        pid: process.pid,
        host: os.hostname(),
        troubles: Object.fromEntries([...troubles].map(([name, { since }]) => [name, since])),
      };
      await pool().query(
        `INSERT INTO heartbeat (name, at, detail) VALUES ('worker', now(), $1)
         ON CONFLICT (name) DO UPDATE SET at = excluded.at, detail = excluded.detail`,
        [JSON.stringify(detail)],
      );
    },
  };
}

/** Keeps the background worker running beside the web process: a second process that is replaced when it dies. */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/platform/log";
import { isAlive, until } from "./alive";

export type WorkerProcess = {
  readonly pid: () => number | undefined;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
};

const PAUSES_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000];
const SETTLED_AFTER_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

export function startWorkerProcess(): WorkerProcess {
  const entry = path.join(import.meta.dirname, "worker.mjs");
  let child: ChildProcess | undefined;
  let stopping = false;
  let deaths = 0;

  const run = () => {
    const began = performance.now();
    child = fork(entry, [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    child.once("error", (error) => log.error("the worker cannot be started", { error }));
    child.once("exit", (code, signal) => {
      if (stopping) return;
      deaths = performance.now() - began > SETTLED_AFTER_MS ? 1 : deaths + 1;
      const pauseMs = PAUSES_MS[Math.min(deaths, PAUSES_MS.length) - 1] ?? 0;
      log.error("the worker ended; it is started again", { code, signal, pauseMs });
      void sleep(pauseMs).then(() => {
        if (!stopping) run();
      });
    });
  };
  run();

  return {
    pid: () => child?.pid,
    kill: () => {
      stopping = true;
      child?.kill("SIGKILL");
    },
    stop: async () => {
      stopping = true;
      const pid = child?.pid;
      if (!child || pid === undefined || child.exitCode !== null) return;
      // Losing the channel is the worker's sign to finish; the same happens when this process is killed.
      if (child.connected) child.disconnect();
      if (!(await until(() => !isAlive(pid), STOP_LIMIT_MS))) child.kill("SIGKILL");
    },
  };
}

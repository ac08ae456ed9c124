/** What a long-running process holds, given back in reverse order, once, however it ends. */
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/platform/log";

type Held = {
  readonly name: string;
  readonly release: () => unknown;
  readonly force?: (() => unknown) | undefined;
};

/** Thrown out of a start that was told to stop half-way. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

export type Lifecycle = {
  readonly signal: AbortSignal;
  /** Gets a resource. A stop that comes meanwhile waits for it, so that nothing is left behind. */
  readonly hold: <T>(
    name: string,
    get: () => T | Promise<T>,
    release: (got: T) => unknown,
    force?: (got: T) => unknown,
  ) => Promise<T>;
  readonly stop: (code: number) => Promise<never>;
  /** Resolves never; keeps `start` from returning while it serves. */
  readonly forever: Promise<never>;
};

const FORCE_LIMIT_MS = 5_000;

export function lifecycle(exit: (code: number) => never): Lifecycle {
  const held: Held[] = [];
  const controller = new AbortController();
  let getting: Promise<unknown> = Promise.resolve();
  let stopping: Promise<never> | undefined;

  const releaseAll = async (code: number): Promise<never> => {
    controller.abort();
    await getting.catch(() => undefined);
    for (let one = held.pop(); one; one = held.pop()) {
      current = one;
      try {
        await one.release();
      } catch (error) {
        log.error(`stopping: ${one.name} failed`, { error });
      }
    }
    return exit(code);
  };
  let current: Held | undefined;

  const force = async (code: number): Promise<never> => {
    const all = current ? [...held, current] : held;
    await Promise.race([
      Promise.allSettled(all.map((one) => one.force?.())),
      sleep(FORCE_LIMIT_MS),
    ]);
    return exit(code);
  };

  const stop = (code: number): Promise<never> => {
    stopping ??= releaseAll(code);
    return stopping;
  };
  onSignals((first, code) => (first ? stop(0) : force(code)));

  return {
    signal: controller.signal,
    stop,
    forever: new Promise<never>(() => undefined),
    hold: async (name, get, release, forced) => {
      if (controller.signal.aborted) throw new Stopped();
      const got = (async () => get())();
      getting = got;
      const value = await got;
      held.push({
        name,
        release: () => release(value),
        force: forced && (() => forced(value)),
      });
      if (controller.signal.aborted) throw new Stopped();
      return value;
    },
  };
}

/** Ctrl-C once (or SIGTERM) drains; once more forces. npm passes on what the terminal sent already: not twice. */
function onSignals(act: (first: boolean, code: number) => Promise<never>): void {
  let firstAt: number | undefined;
  const on = (code: number) => () => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      process.stdout.write(
        "\nStopping: requests in flight are finished first (once more forces).\n",
      );
      void act(true, code);
    } else if (now - firstAt > 500) void act(false, code);
  };
  process.on("SIGINT", on(130));
  process.on("SIGTERM", on(143));
  process.on("SIGHUP", on(129));
}

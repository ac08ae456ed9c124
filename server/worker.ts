/** Entry of the worker process: works until its parent goes away or it is told to stop. */
import { log } from "@/lib/platform/log";
import { runWorker } from "./work";

const GRACE_MS = 12_000;

const controller = new AbortController();

function stop(): void {
  if (controller.signal.aborted) return;
  controller.abort();
  // A loop that does not listen may not outlive the parent.
  setTimeout(() => process.exit(1), GRACE_MS).unref();
}

// The channel closes when the parent ends, however it ends.
process.once("disconnect", stop);
process.once("SIGTERM", stop);
// The terminal sends Ctrl-C to the whole group; the parent decides when we stop.
process.on("SIGINT", () => undefined);
process.on("SIGHUP", () => undefined);
process.on("unhandledRejection", (error) => {
  log.error("a promise in the worker was rejected and nobody looked", { error });
});

if (process.connected) {
  await runWorker(controller.signal);
  process.exit(0);
} else process.exit(1);

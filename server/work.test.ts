import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runLoop } from "./work";

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** Runs a loop every millisecond until it has run as often as there are outcomes. */
async function runs(outcomes: readonly (Error | null)[]): Promise<number> {
  const controller = new AbortController();
  let at = 0;
  const run = async () => {
    const outcome = outcomes[at++];
    if (at >= outcomes.length) controller.abort();
    if (outcome) throw outcome;
  };
  await runLoop({ name: "compaction", everyMs: 1, run }, controller.signal, new Map());
  return at;
}

test("a failure is logged when it begins, changes and ends, not each time", async () => {
  const [away, full] = [new Error("database is away"), new Error("disk is full")];
  await runs([null, away, away, away, full, full, null, null]);
  expect(lines.map((line) => /compaction (failed|works again)/.exec(line)?.[1])).toEqual([
    "failed",
    "failed",
    "works again",
  ]);
});

test("a loop that fails goes on", async () => {
  expect(await runs([new Error("a"), new Error("b"), null])).toBe(3);
});

test("a loop rests no longer once it is told to stop", async () => {
  const controller = new AbortController();
  const run = vi.fn(async () => undefined);
  const done = runLoop({ name: "slow", everyMs: 60_000, run }, controller.signal, new Map());
  await sleep(20);
  controller.abort();
  await done;
  expect(run).toHaveBeenCalledTimes(1);
});

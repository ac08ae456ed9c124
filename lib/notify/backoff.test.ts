/** When a failed notice is tried again, and when the fallback is asked. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY } from "@/lib/core/time";
import { afterAttempt, type Next } from "./backoff";
import { type Attempt, judgeReply } from "./notifier";
import type { ChannelKind } from "./schema";

const START = new Date("2026-11-20T09:00:00Z");
const even = () => 0.5;
const busy: Attempt = { outcome: "retry", status: 503, answer: "busy" };

/** The milliseconds of all attempts at a channel that never recovers. */
function attempts(kind: ChannelKind, attempt: Attempt, random = even, most = 1_000): number[] {
  const made = [0];
  for (let i = 1; i < most; i++) {
    const now = new Date(START.getTime() + (made.at(-1) ?? 0));
    const next = afterAttempt({ kind, attempts: i, firstAt: START, attempt }, now, random);
    if (next.state !== "retry") return made;
    made.push(next.at.getTime() - START.getTime());
  }
  throw new Error("It never ends");
}

const reply = (status: number, headers = {}) => judgeReply({ status, headers, body: "" }, START);
const first = (attempt: Attempt, kind: ChannelKind = "slack"): Next =>
  afterAttempt({ kind, attempts: 1, firstAt: START, attempt }, START, even);

test("A9: a peer that answers 503 twice is asked a third time within two seconds", () => {
  expect(attempts("slack", reply(503)).slice(0, 3)).toEqual([0, 500, 1_500]);
});

test("A10: one that answers 400 is not asked again: the fallback is", () => {
  expect(first(reply(400))).toEqual({ state: "dead", isFallbackDue: true });
});

test("A11: one that names a time is asked then, not sooner", () => {
  const next = first(reply(429, { "retry-after": "7" }));
  expect(next).toMatchObject({ state: "retry", at: new Date(START.getTime() + 7_000) });
});

test("a peer that says zero is not hammered", () => {
  expect(first(reply(429, { "retry-after": "0" }))).toMatchObject({
    at: new Date(START.getTime() + 500),
  });
});

test("what is delivered is done", () => {
  expect(first(reply(200))).toEqual({ state: "delivered" });
});

test("a channel that is down for half an hour is found within five minutes of its recovery", () => {
  const made = attempts("slack", busy);
  const back = made.find((ms) => ms > 30 * 60_000);
  expect(back).toBeLessThanOrEqual(35 * 60_000);
});

test("a day of failures is the end, and not a long day", () => {
  const made = attempts("slack", busy);
  expect(made.at(-1)).toBeGreaterThanOrEqual(DAY);
  expect(made.at(-1)).toBeLessThan(DAY + 300_000);
});

test("the fallback is asked when a minute has been lost, not at the first hiccup", () => {
  const at = (n: number, ageMs: number) =>
    afterAttempt(
      { kind: "slack", attempts: n, firstAt: START, attempt: busy },
      new Date(START.getTime() + ageMs),
      even,
    );
  expect(at(1, 0)).toMatchObject({ isFallbackDue: false });
  expect(at(3, 2_000)).toMatchObject({ isFallbackDue: false });
  expect(at(8, 63_500)).toMatchObject({ isFallbackDue: true });
});

test("a peer that asks for ten minutes is not waited for alone", () => {
  expect(first(reply(429, { "retry-after": "600" }))).toMatchObject({ isFallbackDue: true });
});

test("webhooks are tried ten times as Standard Webhooks has it", () => {
  const hours = (ms: number) => Math.round(ms / 36_000) / 100;
  const made = attempts("webhook", { ...busy, status: 404 });
  const waits = made.slice(1).map((ms, i) => ms - (made[i] ?? 0));
  expect(waits.slice(0, 2)).toEqual([5_000, 300_000]);
  expect(waits.slice(2).map(hours)).toEqual([0.5, 2, 5, 10, 14, 20, 24]);
});

test("whatever the dice say, waits stay within a fifth and never shrink to nothing", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (thrown) => {
      const made = attempts("slack", busy, () => thrown);
      const plain = attempts("slack", busy);
      const [, second = 0] = made;
      expect(second / (plain[1] ?? 1)).toBeGreaterThanOrEqual(0.8);
      expect(second / (plain[1] ?? 1)).toBeLessThanOrEqual(1.2);
    }),
  );
});

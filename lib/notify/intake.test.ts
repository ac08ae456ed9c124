/** Posted alerts are taken, completed and refused as a real Alertmanager 0.25 did. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isFiringAt, merged, type PostedAlert, RESOLVE_AFTER_MS, takeAlerts } from "./intake";

const NOW = new Date("2026-11-20T09:52:28.686Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const when = (seconds: number) => at(seconds).toISOString();

const taken = (...batch: unknown[]) => takeAlerts(batch, NOW);
function one(alert: unknown): PostedAlert {
  const [first] = taken(alert).alerts;
  if (!first) throw new Error("It was refused");
  return first;
}

test("A8: without an end it fires until the time to resolve is over", () => {
  const alert = one({ labels: { svc: "s" } });
  expect(alert.isEndAssumed).toBe(true);
  expect(isFiringAt(alert, new Date(NOW.getTime() + RESOLVE_AFTER_MS - 1))).toBe(true);
  expect(isFiringAt(alert, new Date(NOW.getTime() + RESOLVE_AFTER_MS))).toBe(false);
});

test.each([
  ["A12", { labels: { "bad-name": "x" } }, 'invalid label set: invalid name "bad-name"'],
  ["A13", { labels: {} }, "at least one label pair required"],
  ["A13 with empty values only", { labels: { svc: "" } }, "at least one label pair required"],
  [
    "A15",
    { labels: { svc: "s" }, startsAt: when(0), endsAt: when(-1) },
    "start time must be before end time",
  ],
  ["a number for a label", { labels: { svc: 1 } }, "labels.svc"],
  ["no object", "alert", "alert"],
  ["no time", { labels: { svc: "s" }, endsAt: "tomorrow" }, "endsAt: expected a time"],
  ["a time before all", { labels: { svc: "s" }, startsAt: "-000001-01-01T00:00:00Z" }, "startsAt:"],
  ["a time after all", { labels: { svc: "s" }, endsAt: "+010000-01-01T00:00:00Z" }, "endsAt:"],
  ["NUL in a label", { labels: { svc: "a\0b" } }, "labels.svc: holds a character"],
  [
    "half of a character in an annotation",
    { labels: { svc: "s" }, annotations: { summary: "\ud83d" } },
    "annotations.summary: holds a character",
  ],
])("%s is refused with the reason", (_id, alert, part) => {
  const { alerts, refusals } = taken(alert);
  expect(alerts).toEqual([]);
  expect(refusals).toEqual([{ index: 0, message: expect.stringContaining(part) }]);
});

test("A14: an empty label is dropped, the rest is taken", () => {
  expect(one({ labels: { svc: "", alertname: "a" } }).labels).toEqual({ alertname: "a" });
});

test("A16: of a good and a bad one, the good one is taken and the bad one named", () => {
  const { alerts, refusals } = taken({ labels: { svc: "s" } }, { labels: {} });
  expect(alerts).toHaveLength(1);
  expect(refusals.map(({ index }) => index)).toEqual([1]);
});

test("A17: posted again with a later start, it keeps the earliest", () => {
  const first = one({ labels: { svc: "s" }, startsAt: when(-100) });
  const again = one({ labels: { svc: "s" }, startsAt: when(-10) });
  expect(merged(first, again).startsAt).toEqual(at(-100));
  expect(merged(again, first).startsAt).toEqual(at(-100));
});

test("a start that is missing is now, or the end that is already past", () => {
  expect(one({ labels: { svc: "s" } }).startsAt).toEqual(NOW);
  expect(one({ labels: { svc: "s" }, endsAt: when(-5) }).startsAt).toEqual(at(-5));
});

test("Go's zero time is no time", () => {
  const zero = "0001-01-01T00:00:00Z";
  expect(one({ labels: { svc: "s" }, startsAt: zero, endsAt: zero })).toMatchObject({
    startsAt: NOW,
    isEndAssumed: true,
  });
});

test("what a real Prometheus 2.42 posted is taken under Alertmanager's fingerprint", () => {
  const alert = one({
    endsAt: "2026-11-20T09:52:36.686Z",
    startsAt: "2026-11-20T09:52:28.686Z",
    generatorURL: "http://vm:19590/graph?g0.expr=cond2+%3D%3D+1&g0.tab=1",
    labels: { alertname: "Plain", i: "a", instance: "127.0.0.1:19594", job: "x", severity: "warn" },
  });
  expect(alert.fingerprint).toBe("e3019eb71460594e");
  expect(alert.isEndAssumed).toBe(false);
});

test("the first and the last instant that can be meant are taken", () => {
  const first = one({ labels: { svc: "s" }, startsAt: "1970-01-01T00:00:00Z" });
  const last = one({ labels: { svc: "s" }, endsAt: "9999-12-31T23:59:59Z" });
  expect([first.startsAt.getTime(), last.endsAt.getUTCFullYear()]).toEqual([0, 9999]);
});

test("an end posted later ends it; a start after that end is a new one", () => {
  const first = one({ labels: { svc: "s" }, startsAt: when(-100) });
  const ended = merged(
    first,
    one({ labels: { svc: "s" }, startsAt: when(-100), endsAt: when(-1) }),
  );
  expect(isFiringAt(ended, NOW)).toBe(false);
  const anew = merged(ended, one({ labels: { svc: "s" }, startsAt: when(0) }));
  expect([anew.startsAt, isFiringAt(anew, NOW)]).toEqual([NOW, true]);
});

test("any JSON is taken or refused, one by one, and nothing throws", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (batch) => {
      const { alerts, refusals } = takeAlerts(batch, NOW);
      expect(alerts.length + refusals.length).toBe(batch.length);
    }),
  );
});

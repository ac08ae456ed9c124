/** Components of a monitored system: status, silence and the time a status has held. */
import { describe, expect, test } from "vitest";
import { timelineOf } from "@/lib/overview/timeline";
import { type ComponentState, componentCards, type Reports, silentAfterMs } from "./component";

const MINUTE = 60_000;
const noon = Date.UTC(2026, 10, 20, 12);
const at = (minute: number) => new Date(noon + minute * MINUTE);
const now = at(6);
const frame = {
  from: at(0),
  to: at(6),
  stepMs: MINUTE,
  tier: "1m" as const,
  previous: { from: at(-6), to: at(0) },
};
const timeline = timelineOf(frame, { first: at(0), newest: at(6) }, now);

const state = (over: Partial<ComponentState> = {}): ComponentState => ({
  environment: "production",
  component: "cache",
  status: "ok",
  at: at(5),
  latencyMs: 4,
  message: null,
  ...over,
});
const report = (minute: number | null, label: string, n = 1, component = "cache"): Reports => ({
  at: minute === null ? null : at(minute),
  environment: "production",
  component,
  label,
  n,
});
const cards = (states: ComponentState[], reports: Reports[], rhythm: Reports[] = reports) =>
  componentCards({ states, reports, rhythm, rhythmMs: 24 * 60 * MINUTE }, timeline, now);

describe("a component", () => {
  test("holds its status since the bucket after the last other one", () => {
    const [card] = cards(
      [state()],
      [report(0, "ok"), report(2, "down"), report(4, "ok"), report(5, "ok")],
    );
    expect(card).toMatchObject({ status: "ok", sinceAt: at(4).toISOString(), available: 0.75 });
    expect(card?.strip).toEqual(["ok", null, "down", null, "ok", "ok"]);
  });

  test("that never was otherwise in the range has no known start", () => {
    expect(cards([state()], [report(1, "ok")])[0]?.sinceAt).toBeNull();
  });

  test("shows the worst report of a bucket", () => {
    const [card] = cards([state({ status: "down" })], [report(5, "ok", 3), report(5, "down")]);
    expect(card?.strip.at(-1)).toBe("down");
    expect(card?.sinceAt).toBeNull();
  });

  test("that is silent is unknown since its last report, whatever that said", () => {
    const [card] = cards([state({ at: at(-30) })], [], [report(null, "ok", 1_440)]);
    expect(card).toMatchObject({
      status: "unknown",
      reported: "ok",
      sinceAt: at(-30).toISOString(),
    });
    expect(card?.available).toBeNull();
  });

  test("that reports by the hour is not silent after ten minutes", () => {
    const [card] = cards([state({ at: at(-4) })], [], [report(null, "ok", 24)]);
    expect(card?.status).toBe("ok");
  });

  test("with a status nobody knows is not taken for healthy", () => {
    expect(cards([state({ status: "weird" })], [])[0]?.status).toBe("degraded");
  });

  test("comes worst first", () => {
    const names = cards(
      [
        state({ component: "b" }),
        state({ component: "a" }),
        state({ component: "c", status: "down" }),
        state({ component: "d", status: "degraded" }),
        state({ component: "e", at: at(-100) }),
      ],
      [],
    ).map(({ component }) => component);
    expect(names).toEqual(["c", "d", "e", "a", "b"]);
  });
});

test("silence is three missed reports, between five minutes and six hours", () => {
  const day = 24 * 60 * MINUTE;
  expect(silentAfterMs(1_440, day)).toBe(5 * MINUTE);
  expect(silentAfterMs(48, day)).toBe(90 * MINUTE);
  expect(silentAfterMs(1, day)).toBe(6 * 60 * MINUTE);
  expect(silentAfterMs(0, day)).toBe(5 * MINUTE);
});

import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { type EventInput, eventSchema } from "@/lib/telemetry/schema";
import { requestsPerMinute } from "./rhythm";
import { SCENARIOS, type ScenarioName } from "./scenarios";
import { demoWorld, eventsBetween, scenarioWorld } from "./world";

const anchor = Date.UTC(2026, 4, 20, 12, 0, 0);
const world = demoWorld(anchor);
type Request = Extract<EventInput, { kind: "request" }>;
const requestsOf = (events: readonly EventInput[]) =>
  events.filter((event): event is Request => event.kind === "request");
const callsOf = (events: readonly EventInput[]) =>
  events.filter((event) => event.kind === "llm_call");
const ratio = (events: readonly Request[], is: (event: Request) => boolean) =>
  events.filter(is).length / events.length;
const percentile = (events: readonly Request[], q: number) => {
  const sorted = events.map((event) => event.durationMs).sort((a, b) => a - b);
  return sorted[Math.floor(q * sorted.length)] ?? Number.NaN;
};

describe("the demo's history", () => {
  const lastDay = eventsBetween(world, anchor - DAY, anchor);

  test("is the same each time it is told, whatever the pieces", () => {
    const whole = eventsBetween(world, anchor - HOUR, anchor);
    const cut = anchor - 23 * MINUTE - 1_234;
    const pieces = [
      ...eventsBetween(world, anchor - HOUR, cut),
      ...eventsBetween(world, cut, anchor),
    ];
    expect(pieces).toEqual(whole);
    expect(eventsBetween(demoWorld(anchor, 0, 8), anchor - HOUR, anchor)).not.toEqual(whole);
  });

  test("holds only valid events, each with an id of its own", () => {
    for (const event of lastDay) expect(eventSchema.safeParse(event).error).toBeUndefined();
    expect(new Set(lastDay.map(({ id }) => id)).size).toBe(lastDay.length);
  });

  test("has every kind of event, marked as demo", () => {
    expect(new Set(lastDay.map(({ kind }) => kind)).size).toBe(10);
    expect(lastDay.every(({ attributes }) => attributes?.demo === true)).toBe(true);
  });

  test("is between 60 and 260 thousand events in a fortnight", () => {
    const week = eventsBetween(world, anchor - 8 * DAY, anchor - 7 * DAY);
    const fortnight = week.length * 14;
    expect(fortnight).toBeGreaterThan(60_000);
    expect(fortnight).toBeLessThan(260_000);
  });

  test("has a few people who ask much and many who ask little", () => {
    const perUser = new Map<string, number>();
    for (const { user = "" } of requestsOf(lastDay)) {
      perUser.set(user, (perUser.get(user) ?? 0) + 1);
    }
    const counts = [...perUser.values()].sort((a, b) => b - a);
    const top = counts.slice(0, Math.ceil(counts.length / 10)).reduce((a, b) => a + b, 0);
    expect(top / requestsOf(lastDay).length).toBeGreaterThan(0.3);
  });

  test("runs a new version after a deployment and the old one after its roll-back", () => {
    const deployments = lastDay.filter((event) => event.kind === "deployment");
    const back = deployments.find((event) => event.status === "rolled_back");
    const out = deployments.find((event) => event.version === back?.previousVersion);
    expect(back?.version).toBe(out?.previousVersion);
    const between = requestsOf(lastDay).filter(
      ({ agent, ts }) =>
        agent === back?.agent &&
        Number(ts) > Number(out?.ts) + MINUTE &&
        Number(ts) < Number(back?.ts) - MINUTE,
    );
    expect(between.length).toBeGreaterThan(20);
    expect(new Set(between.map(({ version }) => version))).toEqual(new Set([out?.version]));
  });
});

describe("a scenario", () => {
  const tell = (name: ScenarioName, part = 1) => {
    const from = Date.UTC(2026, 4, 20, 9, 0, 0);
    const lasts = Math.min(6 * HOUR, SCENARIOS[name].lastsMs) * part;
    return eventsBetween(scenarioWorld(name, from), from, from + lasts);
  };
  const calm = requestsOf(tell("calm-day"));

  test("calm day stays inside the targets", () => {
    expect(ratio(calm, ({ status }) => status !== "ok")).toBeLessThan(0.01);
    expect(percentile(calm, 0.5)).toBeLessThan(2_000);
    expect(percentile(calm, 0.95)).toBeLessThan(5_000);
    const lookups = calm.filter(({ cache }) => cache !== "bypass");
    const hits = ratio(lookups, ({ cache }) => cache === "hit");
    expect(hits).toBeGreaterThan(0.57);
    expect(hits).toBeLessThan(0.7);
  });

  test("provider outage fails and degrades requests of that provider's agents", () => {
    const out = requestsOf(tell("provider-outage", 0.8));
    const hurt = out.filter(({ status, degraded }) => status !== "ok" || degraded);
    expect(hurt.length / out.length).toBeGreaterThan(0.05);
    const agents = new Set(hurt.map(({ agent }) => agent));
    expect(agents.has("research-hybrid") || agents.has("faq-cache")).toBe(true);
  });

  test("latency regression doubles p95 and nothing else", () => {
    const slow = requestsOf(tell("latency-regression", 0.9));
    expect(percentile(slow, 0.95)).toBeGreaterThan(1.5 * percentile(calm, 0.95));
    expect(ratio(slow, ({ status }) => status !== "ok")).toBeLessThan(0.02);
  });

  test("cache collapse empties the cache", () => {
    const cold = requestsOf(tell("cache-collapse", 0.5)).filter(({ cache }) => cache !== "bypass");
    expect(ratio(cold, ({ cache }) => cache === "hit")).toBeLessThan(0.3);
  });

  test("cost spike sends an agent to the largest model", () => {
    const models = callsOf(tell("cost-spike", 0.9))
      .filter(({ agent }) => agent === "research-hybrid")
      .map((call) => ("model" in call ? call.model : ""));
    expect(new Set(models)).toEqual(new Set(["claude-opus-4-1"]));
  });

  test("weekend is quiet", () => {
    expect(requestsOf(tell("weekend")).length).toBeLessThan(0.6 * calm.length);
  });
});

test("the rhythm follows working hours, weekdays and growth, without steps", () => {
  const wednesday = Date.UTC(2026, 4, 20);
  const at = (ms: number) => requestsPerMinute(ms, anchor, 0);
  expect(at(wednesday + 10 * HOUR)).toBeGreaterThan(3 * at(wednesday + 3 * HOUR));
  expect(at(wednesday + 4 * DAY + 10 * HOUR)).toBeLessThan(0.65 * at(wednesday + 10 * HOUR));
  expect(at(wednesday - 7 * DAY)).toBeLessThan(at(wednesday));
  for (let m = 0; m < 1_440; m++) {
    const [here, next] = [at(wednesday + m * MINUTE), at(wednesday + (m + 1) * MINUTE)];
    expect(Math.abs(next - here) / here).toBeLessThan(0.01);
  }
});

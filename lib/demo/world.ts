/** The demo's world: where its incidents lie, which versions run when, and every event of any stretch of time. */

import { rngOf } from "@/lib/core/rng";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { EventInput } from "@/lib/telemetry/schema";
import { backdropEvents, deploymentEvent } from "./backdrop";
import { AGENTS } from "./cast";
import { requestEvents } from "./conversation";
import { PEAK_REQUESTS_PER_MINUTE, requestsPerMinute } from "./rhythm";
import {
  effectAt,
  type Placement,
  type PlannedDeployment,
  SCENARIOS,
  type Scenario,
  type ScenarioName,
} from "./scenarios";

export type World = {
  readonly seed: number;
  /** Where history ends and live traffic begins. */
  readonly anchorMs: number;
  readonly utcOffsetMinutes: number;
  readonly placements: readonly Placement[];
  /** After the anchor, one of these starts every few hours. */
  readonly recurring: readonly ScenarioName[];
};

export type Deployment = {
  readonly ms: number;
  readonly agent: string;
  readonly version: string;
  readonly previousVersion: string;
  readonly status: "succeeded" | "rolled_back";
  readonly description: string;
};

/** Consequences of a request (feedback, journeys) come at most this much later. */
const LOOK_BACK_MS = 12 * MINUTE;
const RECUR_EVERY_MS = 9 * HOUR;
const RECUR_FIRST_MS = 6 * HOUR;

const before = (anchorMs: number, scenario: ScenarioName, days: number, hours = 0): Placement => ({
  scenario,
  fromMs: anchorMs - days * DAY - hours * HOUR,
});

/** The demo project's world: the last day always shows an outage, a regression and a cold cache. */
export function demoWorld(anchorMs: number, utcOffsetMinutes = 0, seed = 7): World {
  const at = (scenario: ScenarioName, days: number, hours = 0) =>
    before(anchorMs, scenario, days, hours);
  return {
    seed,
    anchorMs,
    utcOffsetMinutes,
    placements: [
      at("cache-collapse", 12, 3),
      at("latency-regression", 9, 7),
      at("provider-outage", 6, 2),
      at("cost-spike", 3, 8),
      at("cache-collapse", 0, 19),
      at("latency-regression", 0, 9),
      at("provider-outage", 0, 2.5),
    ],
    recurring: ["latency-regression", "provider-outage", "cache-collapse"],
  };
}

/** One scenario in the middle of an otherwise calm world, for tests and pictures. */
export function scenarioWorld(scenario: ScenarioName, fromMs: number, seed = 7): World {
  return {
    seed,
    anchorMs: fromMs + SCENARIOS[scenario].lastsMs,
    utcOffsetMinutes: 0,
    placements: [{ scenario, fromMs }],
    recurring: [],
  };
}

/** Minutes told before, for whoever asks for one second after the other. */
export type Memory = Map<number, readonly Dated[]>;
type Dated = EventInput & { ts: number };

/** Every event with `fromMs <= ts < toMs`, oldest first; the same stretch always gives the same events. */
export function eventsBetween(
  world: World,
  fromMs: number,
  toMs: number,
  memory: Memory = new Map(),
): EventInput[] {
  const placements = placementsUntil(world, toMs);
  const deployments = deploymentsOf(placements, world);
  const events: Dated[] = [];
  const first = Math.floor((fromMs - LOOK_BACK_MS) / MINUTE) * MINUTE;
  for (let minute = first; minute < toMs; minute += MINUTE) {
    const told = memory.get(minute) ?? minuteEvents(world, placements, deployments, minute);
    memory.set(minute, told);
    for (const event of told) if (event.ts >= fromMs && event.ts < toMs) events.push(event);
  }
  for (const minute of memory.keys()) if (minute < first) memory.delete(minute);
  return events.sort((a, b) => a.ts - b.ts);
}

function minuteEvents(
  world: World,
  placements: readonly Placement[],
  deployments: readonly Deployment[],
  minute: number,
): Dated[] {
  // A whole number above 32 bits: no two minutes of a world share a seed, so no two events share an id.
  const rng = rngOf(world.seed * 2 ** 32 + minute / MINUTE);
  const effect = effectAt(placements, minute);
  const expected = requestsPerMinute(minute, world.anchorMs, world.utcOffsetMinutes);
  const count = rng.poisson(expected * (effect.load ?? 1));
  const versionOf = (agent: string) => versionAt(deployments, agent, minute);
  const events: Dated[] = [];
  for (let i = 0; i < count; i++) {
    const ts = minute + rng.int(0, MINUTE - 1);
    events.push(...(requestEvents(rng, { ts, effect, versionOf }) as Dated[]));
  }
  const load = expected / PEAK_REQUESTS_PER_MINUTE;
  const ageMs = world.anchorMs - minute;
  events.push(...(backdropEvents(rng, { minute, effect, load, ageMs }) as Dated[]));
  for (const deployment of deployments) {
    if (deployment.ms >= minute && deployment.ms < minute + MINUTE)
      events.push(deploymentEvent(rng, deployment) as Dated);
  }
  return events;
}

function placementsUntil(world: World, toMs: number): Placement[] {
  const all = [...world.placements];
  const first = world.anchorMs + RECUR_FIRST_MS;
  for (let k = 0; first + k * RECUR_EVERY_MS < toMs; k++) {
    const scenario = world.recurring[k % world.recurring.length];
    if (scenario === undefined) break;
    all.push({ scenario, fromMs: first + k * RECUR_EVERY_MS });
  }
  return all;
}

type Planned = Omit<PlannedDeployment, "at"> & { readonly ms: number };

/** Quiet releases of the fortnight, as days before the anchor. */
const RELEASES: readonly (readonly [days: number, agent: string, description: string])[] = [
  [13.2, "writing-direct", "Shorter system prompt"],
  [11.1, "faq-cache", "Questions of the spring release"],
  [8.3, "trip-planner", "Hotels by distance"],
  [5.4, "support-rag", "New knowledge base snapshot"],
  [2.2, "trip-planner", "Ask before booking"],
  [0.6, "contract-reader", "Recognise annexes"],
];

/** Every release and roll-back, oldest first, with the versions they led from and to. */
function deploymentsOf(placements: readonly Placement[], world: World): Deployment[] {
  const quiet = RELEASES.map(([days, agent, description]): Planned => {
    const ms = Math.round(world.anchorMs - days * DAY);
    return { ms, agent, description, act: "release" };
  });
  const planned = placements.flatMap(({ scenario, fromMs }) => {
    const { deployments, lastsMs }: Scenario = SCENARIOS[scenario];
    return deployments.map(
      ({ at, ...rest }): Planned => ({ ...rest, ms: Math.round(fromMs + at * lastsMs) }),
    );
  });
  const running = new Map<string, { version: string; before: string; highest: string }>();
  return [...quiet, ...planned]
    .sort((a, b) => a.ms - b.ms)
    .map(({ ms, agent, act, description }): Deployment => {
      const first = firstVersion(agent);
      const now = running.get(agent) ?? { version: first, before: first, highest: first };
      const highest = act === "release" ? nextMinor(now.highest) : now.highest;
      const version = act === "release" ? highest : now.before;
      running.set(agent, { version, before: now.version, highest });
      const status = act === "release" ? "succeeded" : "rolled_back";
      return { ms, agent, version, previousVersion: now.version, status, description };
    });
}

const firstVersion = (agent: string): string =>
  AGENTS.find(({ name }) => name === agent)?.version ?? "1.0.0";

function nextMinor(version: string): string {
  const [major = "1", minor = "0"] = version.split(".");
  return `${major}.${Number(minor) + 1}.0`;
}

function versionAt(deployments: readonly Deployment[], agent: string, ms: number): string {
  const latest = deployments.findLast((one) => one.agent === agent && one.ms <= ms);
  return latest?.version ?? firstVersion(agent);
}

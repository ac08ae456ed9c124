/** One evaluation of a whole rule: all its label sets, those that went silent, failures and limits. */
import { DAY } from "@/lib/core/time";
import { judge, type Reading } from "./condition";
import { annotationsOf, fixedLabels, hasValueLabels, type Identity, identityOf } from "./identity";
import type { Labels } from "./labels";
import { advance } from "./machine";
import { failed, recovered, toldLimit } from "./rule-health";
import {
  type AlertState,
  freshState,
  isActive,
  type KeptRule,
  type RuleState,
  type Transition,
} from "./state";

/** What was measured of one label set; one without a value in the window is left out. */
export type Measured = {
  readonly labels: Labels;
  readonly value: number;
  readonly sampleSize?: number | null;
  /** Of the newest sample in it. */
  readonly at: number;
  /** Its source has said that it ended. */
  readonly hasVanished?: boolean;
};

export type Outcome =
  | { readonly kind: "measured"; readonly series: readonly Measured[] }
  | { readonly kind: "error"; readonly message: string };

export type Evaluation = {
  readonly state: RuleState;
  readonly transitions: readonly Transition[];
};

type Settings = {
  /** A newest sample older than this is silence. */
  readonly lookBackMs?: number;
};

/** A label set that is silent for this long while others of its rule report has been retired. */
const RETIRED_AFTER_MS = DAY;

/** The same instant evaluated again, or an earlier one, changes and tells nothing. */
export function evaluate(
  rule: KeptRule,
  before: RuleState,
  outcome: Outcome,
  now: number,
  { lookBackMs = Number.POSITIVE_INFINITY }: Settings = {},
): Evaluation {
  if (before.evaluatedAt !== null && now <= before.evaluatedAt)
    return { state: before, transitions: [] };
  if (outcome.kind === "error") return fail(rule, before, outcome.message, now);
  const scene = sceneOf(rule, outcome.series, now - lookBackMs);
  if (typeof scene === "string") return fail(rule, before, scene, now);
  return settle(rule, before, scene, now);
}

type Sighting = { readonly identity: Identity; readonly reading: Reading };

type Scene = {
  readonly found: ReadonlyMap<string, Sighting>;
  /** Series that have a value now, and those that ended. */
  readonly live: ReadonlySet<string>;
  readonly ended: ReadonlySet<string>;
};

/** What was read; a sentence where two series claim the same labels. */
function sceneOf(rule: KeptRule, series: readonly Measured[], oldest: number): Scene | string {
  const found = new Map<string, Sighting>();
  const taken = new Set<string>();
  const live = new Set<string>();
  const ended = new Set<string>();
  const isByValue = hasValueLabels(rule);
  for (const one of series) {
    const identity = identityOf(rule, one.labels, one.value);
    const reading = readingOf(one, oldest);
    if (reading.kind === "value") live.add(identity.series);
    if (reading.kind === "vanished") ended.add(identity.series);
    // Without a value it is not known which of its alerts a series would be.
    if (isByValue && reading.kind !== "value") continue;
    if (taken.has(identity.canonical))
      return `Two series have the labels ${identity.canonical}: split by more fields, or set fewer labels`;
    taken.add(identity.canonical);
    found.set(identity.key, { identity, reading });
  }
  return { found, live, ended };
}

const NO_DATA: Reading = { kind: "noData" };
const VANISHED: Reading = { kind: "vanished" };
const FORGOTTEN: Reading = { kind: "forgotten" };

function readingOf(one: Measured, oldest: number): Reading {
  if (one.hasVanished) return VANISHED;
  if (one.at < oldest) return NO_DATA;
  return { kind: "value", value: one.value, sampleSize: one.sampleSize ?? null };
}

/** What there is to do: a label set, and what was read of it. */
type Task = { readonly state: AlertState; readonly reading: Reading };

function settle(rule: KeptRule, before: RuleState, scene: Scene, now: number): Evaluation {
  const { alerts, transitions, refused } = advanceAll(rule, tasksOf(rule, before, scene, now), now);
  const healthy = recovered(rule, before, now);
  const limit = toldLimit(rule, before, refused, now);
  return {
    state: { evaluatedAt: now, alerts, failures: null, refused },
    transitions: [...transitions, ...healthy, ...limit],
  };
}

function tasksOf(rule: KeptRule, before: RuleState, scene: Scene, now: number): Task[] {
  const known = new Set(before.alerts.map(({ key }) => key));
  const previousAt = before.evaluatedAt ?? now;
  const tasks = before.alerts.map((state) => taskFor(rule, state, scene, now));
  for (const { identity, reading } of scene.found.values()) {
    if (known.has(identity.key)) continue;
    const state = freshState(identity, previousAt);
    // Most label sets, most of the time: nothing was, nothing is, and nothing is remembered.
    if (!isQuietKept(rule) && judge(rule, state, reading).word !== "breach") continue;
    tasks.push({ state, reading });
  }
  if (tasks.length === 0 && scene.found.size === 0)
    tasks.push({ state: freshState(standInOf(rule), previousAt), reading: NO_DATA });
  return tasks;
}

function taskFor(rule: KeptRule, state: AlertState, scene: Scene, now: number): Task {
  const sighting = scene.found.get(state.key);
  if (sighting) {
    const { identity, reading } = sighting;
    const isSame = state.labels === identity.labels;
    return { state: isSame ? state : { ...state, labels: identity.labels }, reading };
  }
  if (scene.ended.has(state.series)) return { state, reading: VANISHED };
  return { state, reading: isRetired(rule, state, scene, now) ? FORGOTTEN : NO_DATA };
}

/** Silence that is no news: its series is another alert now, it stood in for others, or it is gone for good. */
function isRetired(rule: KeptRule, state: AlertState, { live }: Scene, now: number): boolean {
  if (live.size === 0) return false;
  if (live.has(state.series) || rule.groupBy.length === 0) return true;
  if (state.key === standInOf(rule).key) return true;
  if (rule.signal.kind === "absence" || state.noDataSince === null) return false;
  return now - state.noDataSince >= RETIRED_AFTER_MS;
}

/** What has to be there although nothing was measured: the one alert of a rule that is not split, and for one that is, an alert for all. */
const standInOf = (rule: KeptRule): Identity => identityOf(rule, fixedLabels(rule), null);

const byKey = (a: Task, b: Task): number => (a.state.key < b.state.key ? -1 : 1);

type Advanced = {
  readonly alerts: readonly AlertState[];
  readonly transitions: readonly Transition[];
  /** Label sets that would be alerts were there room. */
  readonly refused: number;
};

/** In the order of their keys, those that are alerts already before the others: a limit then never takes one away. */
function advanceAll(rule: KeptRule, tasks: readonly Task[], now: number): Advanced {
  const alerts: AlertState[] = [];
  const transitions: Transition[] = [];
  let active = 0;
  let refused = 0;
  const ordered = tasks.toSorted(
    (a, b) => Number(isActive(b.state)) - Number(isActive(a.state)) || byKey(a, b),
  );
  for (const { state, reading } of ordered) {
    const step = advance(rule, state, reading, now);
    const isNew = isActive(step.state) && !isActive(state);
    if (isNew && active >= rule.maxAlerts) {
      refused++;
      if (isWorthKeeping(rule, state, reading)) alerts.push({ ...state, evaluatedAt: now });
      continue;
    }
    if (isActive(step.state)) active++;
    transitions.push(...step.transitions);
    if (isWorthKeeping(rule, step.state, reading))
      alerts.push(described(rule, step.state, reading));
  }
  alerts.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { alerts, transitions, refused };
}

/** What is quiet is forgotten, but where its silence would mean something. */
function isWorthKeeping(rule: KeptRule, state: AlertState, reading: Reading): boolean {
  if (isActive(state) || state.flappingSince !== null || state.changes.length > 0) return true;
  return reading.kind !== "forgotten" && isQuietKept(rule);
}

/** Rules for which somebody's silence means something have to know who was there. */
const isQuietKept = ({ noData: { policy }, signal }: KeptRule): boolean =>
  policy === "noData" || policy === "alerting" || signal.kind === "absence";

function described(rule: KeptRule, state: AlertState, reading: Reading): AlertState {
  if (reading.kind !== "value" || !isActive(state)) return state;
  if (Object.keys(rule.annotations).length === 0) return state;
  return { ...state, annotations: annotationsOf(rule, state.labels, reading.value) };
}

/** Nothing is known of any label set: each is told so, and none resolves. */
function fail(rule: KeptRule, before: RuleState, message: string, now: number): Evaluation {
  const fresh = () => freshState(standInOf(rule), before.evaluatedAt ?? now);
  const known = before.alerts.length > 0 ? before.alerts : [fresh()];
  const tasks = known.map((state): Task => ({ state, reading: { kind: "error" } }));
  const { alerts, transitions } = advanceAll(rule, tasks, now);
  const { failures, told } = failed(rule, before, message, now);
  return {
    state: { evaluatedAt: now, alerts, failures, refused: before.refused },
    transitions: [...transitions, ...told],
  };
}

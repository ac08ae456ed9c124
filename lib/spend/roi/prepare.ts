/** Turns sums of outcomes and of money into what came back for it: in all, over time, by type and by provider. */
import type { Frame } from "@/lib/core/time";
import {
  DEFAULT_TARGET,
  type Inputs,
  inputsAt,
  type Outcome,
  type Roi,
  roiByProvider,
  roiOf,
} from "@/lib/cost/roi/roi";
import { axisOf } from "@/lib/overview/lines";
import {
  measured,
  type Reported,
  readable,
  type Timeline,
  timelineOf,
} from "@/lib/overview/timeline";
import { costOf, total, unpricedNote } from "@/lib/overview/volume";
import type { CounterRow } from "@/lib/telemetry/store/counters";
import type { TallyRow } from "@/lib/telemetry/store/tallies";
import type { RoiRow, RoiView } from "./schema";

export type Found = {
  readonly frame: Frame;
  readonly now: Date;
  readonly reported: Reported;
  /** By bucket, agent, type, and the unit of their value. */
  readonly succeeded: readonly TallyRow[];
  /** By bucket, agent and type. */
  readonly failed: readonly TallyRow[];
  /** By bucket, agent and provider. */
  readonly spent: readonly CounterRow[];
  readonly versions: readonly Inputs[];
};

type Made = Outcome & { readonly agent: string; readonly unit: string };

const DOLLARS = ["usd", "$", "dollar", "dollars", "usd_saved"];
const MINUTES = ["minutes_saved", "minutes", "minute", "min"];
const HOURS = ["hours_saved", "hours", "hour", "h"];

export function roiViewOf(found: Found): Omit<RoiView, "versions"> {
  const { frame, now, reported, spent, versions } = found;
  const outcomes = [...found.succeeded, ...found.failed.map(asFailed)].flatMap(madeOf);
  const sum = roiOf(knownCost(spent), outcomes, versions, now);
  const line = readable(timelineOf(frame, reported, now), sum.outcomes, outcomes);
  const each = overTime(line, found, outcomes);
  const valuesOf = (pick: (one: Roi) => number | null) =>
    measured(line, (start) => pick(each.get(start) ?? roiOf(null, [], versions, now)));
  return {
    hasOutcomes: outcomes.length > 0,
    total: sum,
    target: inputsAt(versions, now)?.targetMultiplier ?? DEFAULT_TARGET,
    axis: axisOf(line),
    multiplier: [
      { key: "multiplier", label: "Return", values: valuesOf(({ multiplier }) => multiplier) },
    ],
    money: [
      { key: "value", label: "Value", values: valuesOf(({ value }) => value) },
      { key: "cost", label: "Cost", values: valuesOf(({ cost }) => cost) },
    ],
    types: typesOf(found, outcomes),
    providers: providersOf(found, outcomes),
    notes: notesOf(found, sum),
  };
}

const FAILED = "failed";
const asFailed = (row: TallyRow): TallyRow => ({ ...row, key: { ...row.key, label: FAILED } });

function madeOf(row: TallyRow): Made[] {
  const { at, key, n, sum } = row;
  if (at === null) return [];
  const isSuccess = key.label !== FAILED;
  const unit = isSuccess ? key.label : "";
  const word = unit.toLowerCase();
  const minutes = MINUTES.includes(word) ? sum : HOURS.includes(word) ? sum * 60 : null;
  return [
    {
      ...{ at, kind: key.name, agent: key.agent, unit, provider: null, isSuccess, n },
      value: DOLLARS.includes(word) ? sum : null,
      minutesSaved: minutes,
    },
  ];
}

/** Without a single call nothing says that outcomes are free. */
function knownCost(rows: readonly CounterRow[]): number | null {
  const sum = total(rows);
  return sum.calls === 0 ? null : costOf(sum);
}

function overTime(line: Timeline, found: Found, outcomes: readonly Made[]): Map<number, Roi> {
  const { spent, versions, now } = found;
  const money = grouped(spent, ({ at }) => bucketOf(line, at));
  const made = grouped(outcomes, ({ at }) => bucketOf(line, at));
  return new Map(
    line.starts.map((start) => [
      start,
      roiOf(knownCost(money.get(start) ?? []), made.get(start) ?? [], versions, now),
    ]),
  );
}

function bucketOf({ starts, stepMs }: Timeline, at: Date | null): number {
  const first = starts[0] ?? 0;
  return first + Math.floor(((at?.getTime() ?? first) - first) / stepMs) * stepMs;
}

/** The cost of an agent is shared among its types of outcomes by their number. */
function typesOf({ spent, versions, now }: Found, outcomes: readonly Made[]): RoiRow[] {
  const costs = new Map(
    [...grouped(spent, ({ key }) => key.agent)].map(([agent, rows]) => [agent, knownCost(rows)]),
  );
  const all = grouped(outcomes, ({ agent }) => agent);
  const rows = [...grouped(outcomes, ({ kind }) => kind)].map(([kind, own]) => {
    const parts = [...grouped(own, ({ agent }) => agent)].map(([agent, made]) => {
      const cost = costs.get(agent) ?? null;
      return cost === null ? null : (cost * countOf(made)) / countOf(all.get(agent) ?? made);
    });
    const cost = parts.reduce<number | null>(
      (sum, part) => (sum === null || part === null ? null : sum + part),
      0,
    );
    return { name: kind, label: kind, unit: unitOf(own), ...roiOf(cost, own, versions, now) };
  });
  return rows.toSorted(byValue);
}

function unitOf(own: readonly Made[]): string | null {
  const units = [...new Set(own.filter(({ isSuccess }) => isSuccess).map(({ unit }) => unit))];
  return units.length === 1 ? units[0] || null : null;
}

/** An outcome belongs to the providers of its agent, by their share of the agent's calls. */
function providersOf({ spent, versions, now }: Found, outcomes: readonly Made[]): RoiRow[] {
  const calls = spent.filter((row) => row.calls > 0);
  const costs = new Map(
    [...grouped(calls, ({ key }) => key.provider || null)].map(([provider, rows]) => [
      provider,
      knownCost(rows),
    ]),
  );
  const callsOf = grouped(calls, ({ key }) => key.agent);
  const shared = outcomes.flatMap((made) => sharedOut(made, callsOf.get(made.agent) ?? []));
  return [...roiByProvider(costs, shared, versions, now)]
    .map(([provider, roi]) => ({
      name: provider ?? "",
      label: provider ?? "no provider",
      unit: null,
      ...roi,
    }))
    .toSorted(byValue);
}

function sharedOut(made: Made, calls: readonly CounterRow[]): Outcome[] {
  const sum = total(calls).calls;
  if (sum === 0) return [made];
  return [...grouped(calls, ({ key }) => key.provider || null)].map(([provider, rows]) => {
    const share = total(rows).calls / sum;
    const part = (amount: number | null) => (amount === null ? null : amount * share);
    return {
      ...{ ...made, provider, n: made.n * share },
      ...{ value: part(made.value), minutesSaved: part(made.minutesSaved) },
    };
  });
}

function notesOf({ spent, versions }: Found, { unvalued, successes }: Roi): string[] {
  const unpriced = unpricedNote(total(spent));
  return [
    ...(unpriced === null ? [] : [unpriced]),
    ...(unvalued > 0
      ? [
          `${unvalued.toLocaleString("en")} of ${successes.toLocaleString("en")} successes have no known worth and count as nothing: ${versions.length === 0 ? "say what an hour costs" : "say what one of their type is worth"}.`,
        ]
      : []),
  ];
}

const byValue = (a: RoiRow, b: RoiRow): number =>
  (b.value ?? -1) - (a.value ?? -1) || (a.name < b.name ? -1 : 1);
const countOf = (rows: readonly Outcome[]): number => rows.reduce((sum, { n }) => sum + n, 0);

function grouped<R, K>(rows: readonly R[], keyOf: (row: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

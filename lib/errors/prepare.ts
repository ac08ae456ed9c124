/** Turns what was read into the error page: figures, lines and groups are decided here, the page only draws. */
import { deltaOf } from "@/lib/core/format";
import type { Target } from "@/lib/core/targets";
import type { Frame } from "@/lib/core/time";
import { axisOf, type Chart, type Line, sparkOf } from "@/lib/overview/lines";
import {
  counted,
  earlier,
  type Reported,
  type Timeline,
  timelineOf,
} from "@/lib/overview/timeline";
import { share } from "@/lib/overview/volume";
import { chosenGroups, type Group, groupRows, type Sighting, withSparks } from "./groups";
import { markersOf } from "./markers";
import {
  type Counted,
  codeRows,
  countLines,
  isFailureCode,
  overallLine,
  providerRows,
  rateLines,
  type Tried,
} from "./rates";
import type { ErrorsAsk, ErrorsView, Figure, GroupRow } from "./schema";

type Totals = {
  readonly requests: number;
  readonly errors: number;
  readonly calls: number;
  readonly callErrors: number;
};

export type Found = {
  readonly frame: Frame;
  /** The length that was asked for, before the frame was widened to whole buckets. */
  readonly askedMs: number;
  readonly now: Date;
  readonly reported: Reported;
  readonly totals: Totals;
  readonly before: Totals;
  readonly byAgent: readonly Tried[];
  readonly byAgentBefore: readonly Tried[] | null;
  readonly byProvider: readonly Tried[];
  readonly providerTypes: readonly {
    readonly provider: string;
    readonly type: string;
    readonly n: number;
  }[];
  readonly codes: readonly Counted[];
  readonly groups: readonly Group[];
  readonly sightings: readonly Sighting[];
  readonly deployments: Parameters<typeof markersOf>[0];
  readonly target: Target;
};

const MOST_GROUPS = 200;

export function errorsViewOf(found: Found, filters: ErrorsAsk): ErrorsView {
  const timeline = timelineOf(found.frame, found.reported, found.now);
  const rows = groupRows(found.groups, found.frame);
  const { chosen, states } = chosenGroups(rows, filters);
  return {
    axis: axisOf(timeline),
    ...figuresOf(found, timeline),
    requests: found.totals.requests,
    byAgent: agentChart(found, timeline),
    providers: providerRows(found.byProvider, found.providerTypes),
    providerLines: rateLines(
      timeline,
      found.byProvider.filter(({ name }) => name !== ""),
    ),
    codes: codeRows(found.codes),
    codeLines: countLines(
      timeline,
      found.codes.filter(({ name }) => isFailureCode(name)),
    ),
    groups: withSparks(chosen.slice(0, MOST_GROUPS), found.sightings, timeline),
    groupCount: chosen.length,
    states,
    newGroups: rows.filter(({ isNew }) => isNew).length,
    agents: agentsOf(rows),
    target: found.target,
    deployments: markersOf(found.deployments),
  };
}

const agentsOf = (rows: readonly Pick<GroupRow, "agent">[]): string[] =>
  [...new Set(rows.map(({ agent }) => agent))].filter((agent) => agent !== "").toSorted();

/** One agent's line says all there is to say; with several, the whole comes first. */
function agentChart({ byAgent, byAgentBefore }: Found, timeline: Timeline): Chart {
  const lines = (rows: readonly Tried[], at: Timeline): Line[] => {
    const names = new Set(rows.map(({ name }) => name));
    const each = rateLines(at, rows);
    return names.size === 1 && each.length === 1
      ? each
      : [overallLine(at, rows, "All agents"), ...each];
  };
  return {
    lines: lines(byAgent, timeline),
    previous: byAgentBefore && [overallLine(earlier(timeline), byAgentBefore, "All agents")],
  };
}

function figuresOf(
  { totals, before, byAgent, byProvider, askedMs }: Found,
  timeline: Timeline,
): Pick<ErrorsView, "rate" | "errors" | "providerRate"> {
  const figure = (
    now: number | null,
    was: number | null,
    values: Line["values"],
    kind: "relative" | "points",
  ): Figure => ({ now, delta: deltaOf(now, was, askedMs, kind), spark: sparkOf(values) });
  const known = totals.requests > 0 ? totals.errors : null;
  const knownBefore = before.requests > 0 ? before.errors : null;
  return {
    rate: figure(
      share(totals.errors, totals.requests),
      share(before.errors, before.requests),
      overallLine(timeline, byAgent, "").values,
      "points",
    ),
    errors: figure(known, knownBefore, failuresAt(timeline, byAgent), "relative"),
    providerRate: figure(
      share(totals.callErrors, totals.calls),
      share(before.callErrors, before.calls),
      overallLine(timeline, byProvider, "").values,
      "points",
    ),
  };
}

function failuresAt(timeline: Timeline, rows: readonly Tried[]): Line["values"] {
  const sums = new Map<number, number>();
  for (const { at, failed } of rows) {
    if (at) sums.set(at.getTime(), (sums.get(at.getTime()) ?? 0) + failed);
  }
  return counted(timeline, (start) => sums.get(start));
}

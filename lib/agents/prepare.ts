/** Turns what was read into the agents pages: everything is decided here, the pages only draw. */
import type { Sketch } from "@/lib/core/sketch";
import type { Target, TargetName } from "@/lib/core/targets";
import type { Frame } from "@/lib/core/time";
import {
  groupRows,
  type KeyedSketch,
  type KeyedVolume,
  type Period,
  typesOf,
} from "@/lib/overview/agents";
import {
  axisOf,
  type Chart,
  mergedIn,
  observedIn,
  percentilesOf,
  quantileAt,
} from "@/lib/overview/lines";
import { mixOf } from "@/lib/overview/over-time";
import type { DeploymentView } from "@/lib/overview/schema";
import {
  byStart,
  measured,
  passedMs,
  type Reported,
  readable,
  type Timeline,
  timelineOf,
} from "@/lib/overview/timeline";
import { costOf, share, total, totalsBy, unpricedNote, type Volume } from "@/lib/overview/volume";
import type { AgentsView, ModelRow, StepRow } from "./schema";

export type AgentsFindings = {
  readonly frame: Frame;
  readonly now: Date;
  readonly reported: Reported;
  readonly present: Period;
  readonly before: Period;
  /** Latency by type, in both periods. */
  readonly types: { readonly now: readonly KeyedSketch[]; readonly before: readonly KeyedSketch[] };
  /** Latency of the busiest agents by bucket. */
  readonly latencyAt: readonly KeyedSketch[];
  readonly deployments: readonly DeploymentView[];
  readonly targets: Record<TargetName, Target>;
};

export function agentsOf(found: AgentsFindings): AgentsView {
  const { frame, now, reported, present, before, types, targets } = found;
  const timeline = timelineOf(frame, reported, now);
  const typeOf = typesOf([...present.volumes, ...before.volumes]);
  const previousMs = frame.previous.to.getTime() - frame.previous.from.getTime();
  const passedShare = passedMs(frame, now) / previousMs;
  const typeName = ({ key }: KeyedVolume) => key.agentType || (typeOf.get(key.agent) ?? "");
  return {
    hasEvents: reported !== null,
    axis: axisOf(timeline),
    agents: groupRows(present, before, {
      nameOf: ({ key }) => key.agent,
      typeOf: (name) => typeOf.get(name) ?? null,
      passedShare,
    }),
    types: groupRows(
      { volumes: present.volumes, latency: types.now },
      { volumes: before.volumes, latency: types.before },
      { nameOf: typeName, typeOf: () => null, passedShare },
    ),
    requests: mixOf(present.volumes, timeline),
    latency: p95Chart(timeline, found.latencyAt),
    target: targets.latencyP95,
    unpricedNote: unpricedNote(total(present.volumes)),
    markers: found.deployments,
  };
}

/** One p95 line a key, by name, in buckets wide enough for the quieter ones. */
export function p95Chart(timeline: Timeline, rows: readonly KeyedSketch[]): Chart {
  const keys = [...new Set(rows.map(({ key }) => key))].toSorted();
  const line = readable(timeline, observedIn(rows) / Math.max(1, keys.length), rows);
  const lines = keys.map((key) => {
    const own = mergedIn(
      line,
      rows.filter((row) => row.key === key),
    );
    const at = byStart(own);
    return {
      key: key || "none",
      label: key || "no agent",
      values: measured(line, (start) => quantileAt(at.get(start), 0.95)),
    };
  });
  return { axis: axisOf(line), lines, previous: null };
}

const SEPARATOR = "\u001f";

type ModelVolume = Volume & { readonly key: { readonly provider: string; readonly model: string } };

/** Models by what they cost, the unpriced with them: an unknown cost may be the largest. */
export function modelRows(
  volumes: readonly ModelVolume[],
  latency: readonly KeyedSketch[],
): ModelRow[] {
  const sketchOf = new Map(latency.map(({ key, sketch }) => [key, sketch]));
  const totals = totalsBy(volumes, ({ key }) => `${key.provider}${SEPARATOR}${key.model}`);
  return [...totals]
    .filter(([, { calls }]) => calls > 0)
    .map(([key, volume]) => modelRow(key, volume, sketchOf.get(key)))
    .toSorted((a, b) => b.calls - a.calls || (a.model < b.model ? -1 : 1));
}

function modelRow(key: string, volume: Volume, sketch: Sketch | undefined): ModelRow {
  const [provider = "", model = ""] = key.split(SEPARATOR);
  const { p50, p95 } = percentilesOf(sketch);
  return {
    provider,
    model,
    calls: volume.calls,
    callErrors: volume.callErrors,
    callErrorRate: share(volume.callErrors, volume.calls),
    inputTokens: volume.inputTokens,
    cacheReadTokens: volume.cacheReadTokens,
    cacheWriteTokens: volume.cacheWriteTokens,
    outputTokens: volume.outputTokens,
    cost: costOf(volume),
    unpriced: volume.unpricedCalls,
    p50,
    p95,
  };
}

/** The step that product targets name; any step whose name holds it is held to the target. */
const RETRIEVAL = /retriev|vector.?search/i;

export const stepRows = (
  steps: readonly { readonly name: string; readonly sketch: Sketch }[],
  retrieval: Target,
): StepRow[] =>
  steps
    .map(({ name, sketch }) => ({
      name,
      n: sketch.n,
      ...percentilesOf(sketch),
      target: RETRIEVAL.test(name) ? retrieval : null,
    }))
    .toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));

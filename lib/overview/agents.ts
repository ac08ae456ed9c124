/** One row an agent, or an agent type: what it carried, how well, at what cost, and how that moved. */
import type { Sketch } from "@/lib/core/sketch";
import { movedShare } from "./change";
import { type Percentiles, percentilesOf } from "./lines";
import {
  costOf,
  costPerRequest,
  degradedRate,
  errorRate,
  hitRate,
  NO_VOLUME,
  share,
  tokensOf,
  total,
  totalsBy,
  type Volume,
} from "./volume";

/** A volume with the words it was counted under. */
export type KeyedVolume = Volume & {
  readonly at: Date | null;
  readonly key: { readonly agent: string; readonly agentType: string };
};
export type KeyedSketch = {
  readonly at: Date | null;
  readonly key: string;
  readonly sketch: Sketch;
};

export type GroupRow = Percentiles & {
  /** Empty for events that named none. */
  readonly name: string;
  readonly type: string | null;
  readonly requests: number;
  readonly share: number | null;
  readonly errors: number;
  readonly errorRate: number | null;
  readonly degradedRate: number | null;
  readonly hitRate: number | null;
  readonly lookups: number;
  readonly calls: number;
  readonly unpriced: number;
  readonly tokens: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly cost: number | null;
  readonly costPerRequest: number | null;
  /** Growth against the period before, as a part of it. */
  readonly moved: {
    readonly requests: number | null;
    readonly p95: number | null;
    readonly cost: number | null;
  };
};

export type Period = {
  readonly volumes: readonly KeyedVolume[];
  readonly latency: readonly KeyedSketch[];
};

type Grouping = {
  readonly nameOf: (row: KeyedVolume) => string;
  readonly typeOf: (name: string) => string | null;
  /** The present frame may not be over; growth is told per time. */
  readonly passedShare: number;
};

/** Rows by name, busiest first. */
export function groupRows(now: Period, before: Period, grouping: Grouping): GroupRow[] {
  const { nameOf, typeOf, passedShare } = grouping;
  const present = totalsBy(now.volumes, nameOf);
  const past = totalsBy(before.volumes, nameOf);
  const all = total(present.values());
  const sketchOf = sketchesByKey(now.latency);
  const pastSketchOf = sketchesByKey(before.latency);
  return [...present]
    .map(([name, volume]) => {
      const percentiles = percentilesOf(sketchOf.get(name));
      const earlier = past.get(name) ?? NO_VOLUME;
      const perTime = (value: number | null) => (value === null ? null : value / passedShare);
      return {
        name,
        type: typeOf(name),
        ...figuresOf(volume, all),
        ...percentiles,
        moved: {
          requests: movedShare(perTime(volume.requests), earlier.requests),
          p95: movedShare(percentiles.p95, percentilesOf(pastSketchOf.get(name)).p95),
          cost: movedShare(perTime(costOf(volume)), costOf(earlier)),
        },
      };
    })
    .toSorted((a, b) => b.requests - a.requests || b.calls - a.calls || (a.name < b.name ? -1 : 1));
}

const figuresOf = (volume: Volume, all: Volume) => ({
  requests: volume.requests,
  share: share(volume.requests, all.requests),
  errors: volume.errors,
  errorRate: errorRate(volume),
  degradedRate: degradedRate(volume),
  hitRate: hitRate(volume),
  lookups: volume.cacheLookups,
  calls: volume.calls,
  unpriced: volume.unpricedCalls,
  tokens: tokensOf(volume),
  inputTokens: volume.inputTokens,
  cacheReadTokens: volume.cacheReadTokens,
  cacheWriteTokens: volume.cacheWriteTokens,
  outputTokens: volume.outputTokens,
  cost: costOf(volume),
  costPerRequest: costPerRequest(volume),
});

const sketchesByKey = (rows: readonly KeyedSketch[]): ReadonlyMap<string, Sketch> =>
  new Map(rows.map(({ key, sketch }) => [key, sketch]));

/**
 * The type of each agent: of those it reported, the one with most requests. An LLM call often names
 * its agent but no type; its tokens and cost belong to the agent's own.
 */
export function typesOf(volumes: readonly KeyedVolume[]): ReadonlyMap<string, string> {
  const seen = new Map<string, Map<string, number>>();
  for (const { key, requests, calls } of volumes) {
    if (key.agentType === "") continue;
    const types = seen.get(key.agent) ?? new Map<string, number>();
    types.set(key.agentType, (types.get(key.agentType) ?? 0) + requests + calls / 1_000);
    seen.set(key.agent, types);
  }
  return new Map([...seen].map(([agent, types]) => [agent, largest(types)]));
}

function largest(sizes: ReadonlyMap<string, number>): string {
  const [first] = [...sizes].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return first?.[0] ?? "";
}

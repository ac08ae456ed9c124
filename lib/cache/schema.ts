/** What the cache page asks and what it is told. */
import { askSchema } from "@/lib/core/ask";
import type { Target } from "@/lib/core/targets";
import type { Axis, Chart, Line } from "@/lib/overview/lines";
import type { DeploymentView, TileView } from "@/lib/overview/schema";

export const cacheAskSchema = askSchema;

/** One layer, or one agent. */
export type CacheRow = {
  /** Empty for events that named none. */
  readonly name: string;
  readonly lookups: number;
  readonly hits: number;
  readonly bypassed: number;
  readonly hitRate: number | null;
  /** Mean answer time of hits and of misses. */
  readonly hitMs: number | null;
  readonly missMs: number | null;
  /** What the hits spared their askers in all; null where either side is unknown. */
  readonly savedMs: number | null;
};

export type CacheAgentRow = CacheRow & {
  /** Dollars that the hits would have cost; null when none of them names a price. */
  readonly avoided: number | null;
  readonly avoidedPerHit: number | null;
  readonly avoidedExact: string | null;
};

/** The sum behind "cost avoided", term by term. */
export type Arithmetic = {
  readonly hits: number;
  readonly avoidedPerHit: number | null;
  readonly avoided: number;
  readonly avoidedExact: string;
  /** What a request cost on average that no cache answered: a check on the above. */
  readonly costPerMiss: number | null;
  readonly cost: number | null;
  /** Avoided in parts of what would have been spent without the cache. */
  readonly avoidedShare: number | null;
  readonly savedMs: number | null;
  readonly savedMsPerHit: number | null;
  readonly unpricedNote: string | null;
};

/** What the cache itself reports through the metrics `cache.size_bytes` and `cache.entries`. */
export type CacheSize = {
  readonly bytes: number | null;
  readonly entries: number | null;
  readonly at: string;
  readonly bytesOver: readonly Line[];
};

export type CacheView = {
  readonly hasEvents: boolean;
  readonly axis: Axis;
  readonly tiles: readonly TileView[];
  readonly hitRate: Chart;
  /** Lookups a minute: hits and misses. */
  readonly lookups: readonly Line[];
  readonly layers: readonly CacheRow[];
  readonly layerRates: Chart;
  readonly agents: readonly CacheAgentRow[];
  readonly arithmetic: Arithmetic;
  readonly size: CacheSize | null;
  readonly target: Target;
  readonly markers: readonly DeploymentView[];
};

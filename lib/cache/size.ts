/** The size of the cache, from the gauges it reports: one a label set, added up. */
import type { Timeline, Value } from "@/lib/overview/timeline";
import type { CacheSize } from "./schema";

type Gauge = {
  readonly at: Date | null;
  readonly key: string;
  readonly last: number;
  readonly lastAt: Date;
};

export function sizeOf(
  timeline: Timeline,
  { bytes, entries }: { readonly bytes: readonly Gauge[]; readonly entries: readonly Gauge[] },
): CacheSize | null {
  const newest = [...bytes, ...entries].reduce<Date | null>(
    (latest, { lastAt }) => (latest === null || lastAt > latest ? lastAt : latest),
    null,
  );
  if (newest === null) return null;
  const keys = [...new Set(bytes.map(({ key }) => key))].toSorted();
  return {
    bytes: latestSum(bytes),
    entries: latestSum(entries),
    at: newest.toISOString(),
    bytesOver: keys.map((key) => ({
      key,
      label: labelOf(key),
      values: lastOver(
        timeline,
        bytes.filter((gauge) => gauge.key === key),
      ),
    })),
  };
}

/** The newest value of every label set, added up; null when none was reported. */
function latestSum(gauges: readonly Gauge[]): number | null {
  const latest = new Map<string, Gauge>();
  for (const gauge of gauges) {
    const known = latest.get(gauge.key);
    if (!known || gauge.lastAt >= known.lastAt) latest.set(gauge.key, gauge);
  }
  if (latest.size === 0) return null;
  return [...latest.values()].reduce((sum, { last }) => sum + last, 0);
}

function lastOver({ starts }: Timeline, gauges: readonly Gauge[]): Value[] {
  const at = new Map(gauges.map((gauge) => [gauge.at?.getTime() ?? 0, gauge.last]));
  return starts.map((start) => at.get(start) ?? null);
}

/** "cache.size_bytes␟layer=semantic" is the layer; without labels it is the whole. */
const labelOf = (key: string): string => key.split("\u001f")[1] || "whole cache";

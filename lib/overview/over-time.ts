/** Volumes as lines over time: rates, ratios, money and the mix of agents. */
import { dollarsOf } from "@/lib/core/money";
import { OTHER_KEY, topSeries } from "@/lib/core/series";
import type { KeyedVolume } from "./agents";
import { axisOf, type Line, pointsOf } from "./lines";
import { measured, perMinute, type Timeline, type Value } from "./timeline";
import { costOf, totalsBy, type Volume } from "./volume";

export type VolumeAt = (start: number) => Volume | undefined;

export function volumesAt(volumes: readonly (Volume & { readonly at: Date | null })[]): VolumeAt {
  const totals = totalsBy(volumes, ({ at }) => at?.getTime() ?? 0);
  return (start) => totals.get(start);
}

export const requestsOver = (line: Timeline, at: VolumeAt): Value[] =>
  perMinute(line, (start) => at(start)?.requests);

export const ratioOver = (
  line: Timeline,
  at: VolumeAt,
  ratio: (volume: Volume) => Value,
): Value[] =>
  measured(line, (start) => {
    const volume = at(start);
    return volume === undefined ? null : ratio(volume);
  });

/** Dollars an hour. Calls without any price leave a gap: what they cost is not known to be nothing. */
export function costOver(line: Timeline, at: VolumeAt): Value[] {
  const rates = perMinute(line, (start) => {
    const volume = at(start);
    return volume === undefined ? undefined : dollarsOf(volume.costPicos);
  });
  return rates.map((value, i) => {
    const volume = at(line.starts[i] ?? 0);
    const isUnknown = volume !== undefined && costOf(volume) === null;
    return value === null || isUnknown ? null : Number((value * 60).toPrecision(5));
  });
}

/** Requests by agent, the busiest apart and the others together; by name, so that colours and layers stay put. */
export function mixOf(volumes: readonly KeyedVolume[], timeline: Timeline): Line[] {
  const agents = [...new Set(volumes.map(({ key }) => key.agent))].toSorted();
  const axis = axisOf(timeline);
  const series = agents.map((agent) => {
    const own = volumes.filter(({ key }) => key.agent === agent);
    const values = requestsOver(timeline, volumesAt(own));
    return { key: agent || "none", label: agent || "no agent", points: pointsOf(axis, values) };
  });
  return topSeries(series)
    .filter(({ points }) => points.some(({ value }) => (value ?? 0) > 0))
    .toSorted((a, b) => isOther(a.key) - isOther(b.key) || (a.key < b.key ? -1 : 1))
    .map(({ key, label, points }) => ({ key, label, values: points.map(({ value }) => value) }));
}

const isOther = (key: string): number => Number(key === OTHER_KEY);

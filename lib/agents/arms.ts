/** Versions and variants side by side, each held against the one that answers most. */
import type { Sketch } from "@/lib/core/sketch";
import { percentilesOf } from "@/lib/overview/lines";
import {
  costPerRequest,
  degradedRate,
  errorRate,
  hitRate,
  share,
  total,
  totalsBy,
  type Volume,
} from "@/lib/overview/volume";
import { type Evidence, verdictOf } from "./compare";
import type { ArmRow } from "./schema";

type Named<V> = V & { readonly name: string };

/** Busiest first. One arm alone is no comparison, so it has no verdict; events that named none are left out. */
export function armsOf(
  volumes: readonly Named<Volume>[],
  sketches: readonly Named<{ readonly sketch: Sketch }>[],
): ArmRow[] {
  const named = volumes.filter(({ name }) => name !== "");
  const totals = totalsBy(named, ({ name }) => name);
  const all = total(totals.values());
  const sketchOf = new Map(sketches.map(({ name, sketch }) => [name, sketch]));
  const arms = [...totals]
    .filter(([, volume]) => volume.requests > 0)
    .toSorted(([a, x], [b, y]) => y.requests - x.requests || (a < b ? -1 : 1));
  const [base] = arms.map(([name, volume]) => evidenceOf(volume, sketchOf.get(name)));
  return arms.map(([name, volume], i) => ({
    name,
    requests: volume.requests,
    share: share(volume.requests, all.requests),
    ...percentilesOf(sketchOf.get(name)),
    errorRate: errorRate(volume),
    degradedRate: degradedRate(volume),
    hitRate: hitRate(volume),
    costPerRequest: volume.calls === 0 ? null : costPerRequest(volume),
    verdict:
      i === 0 || base === undefined
        ? null
        : verdictOf(evidenceOf(volume, sketchOf.get(name)), base),
  }));
}

const evidenceOf = ({ requests, errors }: Volume, latency: Sketch | undefined): Evidence => ({
  requests,
  errors,
  latency,
});

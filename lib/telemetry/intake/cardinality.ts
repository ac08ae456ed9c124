/** Bounds the names that rollups are kept for, so that a client that puts ids into names cannot flood them. */

import { DAY } from "@/lib/core/time";
import { metrics } from "@/lib/platform/metrics";
import { shared } from "@/lib/platform/process";
import type { Cap, Dimension } from "@/lib/telemetry/fold/key";

/** Distinct values a project may use in this process before the rest share one row. */
const MOST: Readonly<Record<Dimension, number>> = {
  environment: 50,
  agent: 500,
  agent_type: 100,
  provider: 100,
  model: 500,
  version: 1_000,
  variant: 200,
  user: 100_000,
  error: 2_000,
  metric: 5_000,
  name: 2_000,
  label: 1_000,
};
const OTHER = "__other__";

type Known = { readonly since: number; readonly names: Map<string, Set<string>> };

/** Names seen long ago make room for new ones once a day. */
function known(now: number): Known["names"] {
  const held = shared("rollup-names", () => ({
    current: { since: now, names: new Map() } as Known,
  }));
  if (now - held.current.since > DAY) held.current = { since: now, names: new Map() };
  return held.current.names;
}

export function capAt(now: Date): Cap {
  const names = known(now.getTime());
  return (dimension, projectId, value) => {
    const place = `${projectId}/${dimension}`;
    let seen = names.get(place);
    if (!seen) {
      seen = new Set();
      names.set(place, seen);
    }
    if (seen.has(value)) return value;
    if (seen.size < MOST[dimension]) {
      seen.add(value);
      return value;
    }
    metrics().ingestCapped.inc({ dimension });
    return OTHER;
  };
}

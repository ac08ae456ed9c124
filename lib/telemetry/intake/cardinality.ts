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
/** Whatever came after the bound was reached. */
export const OTHER = "__other__";

type Names = Readonly<Record<Dimension, Set<string>>>;
type Known = { readonly since: number; readonly projects: Map<number, Names> };

const noNames = (): Names => ({
  environment: new Set(),
  agent: new Set(),
  agent_type: new Set(),
  provider: new Set(),
  model: new Set(),
  version: new Set(),
  variant: new Set(),
  user: new Set(),
  error: new Set(),
  metric: new Set(),
  name: new Set(),
  label: new Set(),
});

/** Names seen long ago make room for new ones once a day. */
function known(now: number): Known["projects"] {
  const fresh = (): Known => ({ since: now, projects: new Map() });
  const held = shared("rollup-names", () => ({ current: fresh() }));
  if (now - held.current.since > DAY) held.current = fresh();
  return held.current.projects;
}

export function capAt(now: Date): Cap {
  const projects = known(now.getTime());
  return (dimension, projectId, value) => {
    let names = projects.get(projectId);
    if (!names) {
      names = noNames();
      projects.set(projectId, names);
    }
    const seen = names[dimension];
    if (seen.has(value)) return value;
    if (seen.size < MOST[dimension]) {
      seen.add(value);
      return value;
    }
    metrics().ingestCapped.inc({ dimension });
    return OTHER;
  };
}

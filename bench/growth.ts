/** Ten times the events at the same rate and variety: do the dashboards stay as fast? */

import { openLab } from "./lab";
import { load } from "./load";
import { median, quantile, rounded } from "./numbers";
import { EVENTS_A_DAY, measurePages } from "./panels";
import { askOf, PANELS } from "./questions";

const MUST = 1.3;
const GOOD = 1.1;
/** Ranges that both sizes fill: a month asked of three days would grow by itself. */
const RANGES = new Set(["15m", "1h", "6h", "24h"]);

export async function benchGrowth({ quick }: { quick: boolean }) {
  const [small, large] = quick ? [20_000, 200_000] : [500_000, 5_000_000];
  const lab = await openLab();
  const times = quick ? 15 : 40;
  try {
    const now = new Date();
    await load(lab, small, small / EVENTS_A_DAY, now);
    const before = await measure(lab, now, times);
    const older = new Date(now.getTime() - (small / EVENTS_A_DAY) * 86_400_000);
    const loaded = await load(lab, large - small, (large - small) / EVENTS_A_DAY, older);
    const after = await measure(lab, now, times);
    const rows = before.map((one, i) => {
      const then = after[i]?.ms ?? Number.NaN;
      return { panel: one.panel, smallMs: one.ms, largeMs: then, ratio: rounded(then / one.ms) };
    });
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    const ratio = rounded(sum((row) => row.largeMs) / sum((row) => row.smallMs));
    return {
      name: "growth",
      events: [small, large],
      how: loaded.how,
      rows,
      ratio,
      medianRatio: rounded(median(rows.map((row) => row.ratio))),
      must: MUST,
      good: GOOD,
      passed: ratio <= MUST,
      note: "median milliseconds; ratio = sum over panels and pages, large / small",
    };
  } finally {
    await lab.close();
  }
}

async function measure(lab: Awaited<ReturnType<typeof openLab>>, now: Date, times: number) {
  const rows: { panel: string; ms: number }[] = [];
  for (const panel of PANELS.filter(({ range }) => RANGES.has(range))) {
    const ask = { projectId: lab.project.id, ...askOf(panel.range, now) };
    const took: number[] = [];
    for (let i = 0; i <= times; i++) {
      const began = performance.now();
      await panel.rollup(lab.pool, ask);
      if (i > 0) took.push(performance.now() - began);
    }
    rows.push({ panel: panel.name, ms: rounded(quantile(took, 0.5)) });
  }
  for (const { page, p50Ms } of await measurePages(lab, now, Math.ceil(times / 3))) {
    rows.push({ panel: `page ${page}`, ms: p50Ms });
  }
  return rows;
}

/** Ten times the events at the same rate and variety: do the dashboards stay as fast? */
import type { RangeName } from "@/lib/core/time";
import { type Lab, openLab } from "./lab";
import { load } from "./load";
import { median, rounded } from "./numbers";
import { EVENTS_A_DAY, PAGES, visitPage } from "./panels";
import { askOf, PANELS } from "./questions";

const MUST = 1.3;
const GOOD = 1.1;

type Question = {
  readonly name: string;
  readonly ask: (lab: Lab, now: Date) => Promise<number>;
};

/** Both databases stand side by side and answer by turns, so that a busy machine is busy for both. */
export async function benchGrowth({ quick }: { quick: boolean }) {
  const [few, many] = quick ? [10_000, 100_000] : [500_000, 5_000_000];
  // A range that the smaller history fills: a month asked of three days would grow by itself.
  const range: RangeName = quick ? "1h" : "24h";
  const now = new Date();
  const small = await openLab();
  const large = await openLab();
  try {
    await load(small, few, few / EVENTS_A_DAY, now);
    const { how } = await load(large, many, many / EVENTS_A_DAY, now);
    const rows: Awaited<ReturnType<typeof compare>>[] = [];
    for (const question of questionsFor(range)) {
      rows.push(await compare(question, small, large, now, quick ? 9 : 25));
    }
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    const ratio = rounded(sum((row) => row.largeMs) / sum((row) => row.smallMs));
    return {
      name: "growth",
      events: [few, many],
      range,
      how,
      rows,
      ratio,
      medianRatio: rounded(median(rows.map((row) => row.ratio))),
      must: MUST,
      good: GOOD,
      passed: ratio <= MUST,
      note: "median milliseconds of interleaved visits; ratio = sum over panels and pages, large / small",
    };
  } finally {
    await large.close();
    await small.close();
  }
}

function questionsFor(range: RangeName): Question[] {
  const panels = PANELS.map(({ name, rollup }) => ({
    name: name.replace(/,.*/, ""),
    ask: async (lab: Lab, now: Date) => {
      const began = performance.now();
      await rollup(lab.pool, { projectId: lab.project.id, ...askOf(range, now) });
      return performance.now() - began;
    },
  }));
  const pages = Object.entries(PAGES).map(([page, read]) => ({
    name: `page ${page}`,
    ask: async (lab: Lab, now: Date) => (await visitPage(lab, read, now, range)).ms,
  }));
  return [...panels, ...pages];
}

async function compare({ name, ask }: Question, small: Lab, large: Lab, now: Date, times: number) {
  const took: { small: number; large: number }[] = [];
  for (let i = 0; i <= times; i++) {
    const pair = { small: await ask(small, now), large: await ask(large, now) };
    if (i > 0) took.push(pair);
  }
  const smallMs = median(took.map((pair) => pair.small));
  const largeMs = median(took.map((pair) => pair.large));
  return {
    question: name,
    smallMs: rounded(smallMs),
    largeMs: rounded(largeMs),
    ratio: rounded(largeMs / smallMs),
  };
}

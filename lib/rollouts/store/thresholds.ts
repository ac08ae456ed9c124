/** What a slow and a dear answer are, where the plan leaves it to the control: its p95 of the day before. */
import { DAY } from "@/lib/core/time";
import type { Connection } from "@/lib/platform/rows";
import type { Plan } from "@/lib/rollouts/plan";
import { readP95 } from "./counts";

/** Where nothing has been measured yet: five seconds, and one and a half cents in millionths. */
const TARGETS = { latency: 5_000, cost: 15_000 } as const;

/** By the keys of the gates that have none of their own. */
export async function thresholdsOf(
  on: Connection,
  projectId: number,
  plan: Plan,
  countFrom: Date,
): Promise<Record<string, number>> {
  const thresholds: Record<string, number> = {};
  for (const { key, signal, badAbove, agent } of plan.gates) {
    if (badAbove !== null || (signal !== "latency" && signal !== "cost")) continue;
    const span = { from: new Date(countFrom.getTime() - DAY), to: countFrom };
    const p95 = await readP95(on, { ...plan, projectId }, { signal, agent }, span);
    thresholds[key] = p95 ?? TARGETS[signal];
  }
  return thresholds;
}

/** The registry of background work: what the worker process does, and how often. */
import { HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { lookAtGroups } from "./alert-groups";
import { tickAlerts } from "./alert-tick";
import { backFillPrices } from "./back-fill-prices";
import { watchBudgets } from "./budgets";
import { compactPartials } from "./compact";
import { deliverUntil } from "./deliver";
import { keepDemoAlive } from "./demo-traffic";
import { archiveGraduated } from "./graduations";
import { type Lead, lead } from "./leader";
import { makePartitionsAhead } from "./partitions";
import { reconcile } from "./reconcile";
import { sweepRemovedProjects } from "./removed-projects";
import { sendReports } from "./reports";
import { forgetOld } from "./retention";
import { tickRollouts } from "./rollout-tick";

/** `run` should return soon after `signal` aborts. A run that throws is logged and tried again next time. */
export type Loop = {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (signal: AbortSignal) => Promise<void>;
};

export function loops(): readonly Loop[] {
  return [
    led("compaction", SECOND, (lead, signal) => compactPartials(pool(), lead, signal)),
    {
      name: "partitions",
      everyMs: HOUR,
      // Safe in any number of processes at once, and needed before anybody leads.
      run: async () => void (await makePartitionsAhead(pool(), new Date())),
    },
    led("retention", 10 * MINUTE, (_, signal) => forgetOld(pool(), new Date(), signal)),
    led("demo traffic", SECOND, (_, signal) => keepDemoAlive(signal)),
    led("alert rules", SECOND, (lead, signal) => tickAlerts(pool(), lead, signal)),
    led("rollouts", SECOND, (lead, signal) =>
      tickRollouts({ db: db(), pool: pool(), now: new Date() }, lead, signal),
    ),
    led("graduated flags", 10 * MINUTE, (_, signal) =>
      archiveGraduated({ db: db(), pool: pool(), now: new Date() }, signal),
    ),
    led("alert groups", SECOND, (_, signal) => lookAtGroups(pool(), signal)),
    led("budgets", 30 * SECOND, (_, signal) => watchBudgets(pool(), new Date(), signal)),
    led("reports", MINUTE, (_, signal) => sendReports(pool(), new Date(), signal)),
    // Safe in any number of processes at once: each takes what no other has.
    { name: "notifications", everyMs: SECOND, run: (signal) => deliverUntil(pool(), signal) },
    led("price back-fills", SECOND, (_, signal) => backFillPrices(pool(), signal)),
    led("removed projects", 10 * SECOND, (_, signal) => sweepRemovedProjects(pool(), signal)),
    led("reconciliation", MINUTE, (_, signal) => reconcile(pool(), new Date(), signal)),
  ];
}

/** Work for the leader only; the others look again next time. */
function led(
  name: string,
  everyMs: number,
  work: (lead: Lead, signal: AbortSignal) => Promise<unknown>,
): Loop {
  return {
    name,
    everyMs,
    run: async (signal) => {
      const held = await lead(pool());
      if (held && !signal.aborted) await work(held, signal);
    },
  };
}

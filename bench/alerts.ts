/** What a tick costs the worker when a project has a thousand alert rules. */
import { randomUUID } from "node:crypto";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import { FRESH_RULE } from "@/lib/alerts/state";
import { MINUTE } from "@/lib/core/time";
import { tickAlerts } from "@/lib/jobs/alert-tick";
import { type Lead, takeLease } from "@/lib/jobs/leader";
import { type Lab, openLab } from "./lab";
import { load } from "./load";
import { median, rounded } from "./numbers";
import { EVENTS_A_DAY } from "./panels";

const RULES = 1_000;
const MUST_CPU_SECONDS = 3;
const WINDOWS = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE];

/** Kinds that a project of this size would have, each split or filtered in its own way. */
const KINDS: readonly Pick<RuleInput, "signal" | "groupBy" | "filters" | "threshold">[] = [
  { signal: { kind: "errorRate" }, threshold: 0.05, groupBy: ["agent"] },
  { signal: { kind: "latency", percentile: 95 }, threshold: 8_000, groupBy: ["agent"] },
  {
    signal: { kind: "latency", percentile: 99, of: "calls" },
    threshold: 20_000,
    groupBy: ["model"],
  },
  { signal: { kind: "count", of: "requests", per: "minute" }, threshold: 1e6 },
  { signal: { kind: "cost" }, threshold: 1_000, groupBy: ["provider", "model"] },
  { signal: { kind: "costRate", per: "request" }, threshold: 1 },
  {
    signal: { kind: "cacheHitRate" },
    threshold: 0,
    filters: [{ on: "environment", values: ["production"] }],
  },
  { signal: { kind: "feedback" }, threshold: 0 },
  { signal: { kind: "componentHealth" }, threshold: 2, groupBy: ["component"] },
  { signal: { kind: "resource", resource: "cpu" }, threshold: 0.99, groupBy: ["series"] },
];

const ruleAt = (i: number) =>
  ruleSchema.parse({
    name: `Rule ${i}`,
    severity: "low",
    ...KINDS[i % KINDS.length],
    // Half of them fire all the time: what is open is kept up to date at each tick.
    comparison: i % 2 === 0 ? ">" : ">=",
    windowMs: WINDOWS[i % WINDOWS.length],
    ...(i % 20 === 0 && { threshold: 0 }),
  });

export async function benchAlerts({ quick }: { quick: boolean }) {
  const events = quick ? 20_000 : 500_000;
  const lab = await openLab();
  try {
    const loaded = await load(lab, events, events / EVENTS_A_DAY, new Date());
    await keepRules(lab);
    const lead = await takeLease(lab.pool, "bench", "bench");
    if (!lead) throw new Error("A fresh database has no other leader");
    const ticks = [];
    for (let i = 0; i <= (quick ? 5 : 20); i++) ticks.push(await measureTick(lab, lead));
    // The first parses every rule and opens every alert.
    const [first, ...others] = ticks;
    const cpuSeconds = median(others.map((tick) => tick.cpuSeconds));
    const { rows } = await lab.pool.query<{ open: number }>(
      "SELECT count(*)::int4 AS open FROM alert WHERE ended_at IS NULL",
    );
    return {
      name: `alert tick, ${RULES.toLocaleString("en-US")} rules`,
      ...loaded,
      rulesEvaluated: Math.min(...ticks.map(({ evaluated }) => evaluated)),
      openAlerts: rows[0]?.open ?? 0,
      firstTickCpuSeconds: rounded(first?.cpuSeconds ?? 0),
      cpuSecondsATick: rounded(cpuSeconds),
      worstCpuSecondsATick: rounded(Math.max(...others.map((tick) => tick.cpuSeconds))),
      wallSecondsATick: rounded(median(others.map((tick) => tick.seconds))),
      mustCpuSeconds: MUST_CPU_SECONDS,
      passed: cpuSeconds < MUST_CPU_SECONDS && ticks.every(({ evaluated }) => evaluated >= RULES),
      note: "processor time of the worker (process.cpuUsage), all rules due at once; Postgres has its own",
    };
  } finally {
    await lab.close();
  }
}

async function keepRules({ pool, project }: Lab): Promise<void> {
  const rules = Array.from({ length: RULES }, (_, i) => ({ id: randomUUID(), spec: ruleAt(i) }));
  await pool.query(
    `WITH made AS (
       INSERT INTO alert_rule (id, project_id, name, severity, is_enabled, spec, created_at, updated_at)
       SELECT id, $1, spec->>'name', 'low', true, spec, now(), now()
       FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, spec jsonb) RETURNING id
     ) INSERT INTO alert_rule_state (rule_id, state, next_at) SELECT id, $3::jsonb, 'epoch' FROM made`,
    [project.id, JSON.stringify(rules), JSON.stringify(FRESH_RULE)],
  );
}

async function measureTick({ pool }: Lab, lead: Lead) {
  await pool.query("UPDATE alert_rule_state SET next_at = 'epoch'");
  await takeLease(pool, "bench", "bench");
  const began = performance.now();
  const before = process.cpuUsage();
  const evaluated = await tickAlerts(pool, lead, new AbortController().signal);
  const { user, system } = process.cpuUsage(before);
  return {
    evaluated,
    cpuSeconds: (user + system) / 1e6,
    seconds: (performance.now() - began) / 1_000,
  };
}

/** The demo's past alerts: its own rules over its own history, so that none of them is made up. */
import { randomBytes } from "node:crypto";
import { readHistory } from "@/lib/alerts/reader/history";
import { type Replayed, replayed } from "@/lib/alerts/replay";
import { ruleSchema } from "@/lib/alerts/schema";
import type { KeptRule } from "@/lib/alerts/state";
import { hash32, labelFingerprint } from "@/lib/core/hash";
import { uuidV7 } from "@/lib/core/ids";
import { MINUTE } from "@/lib/core/time";
import { HISTORY_MS } from "@/lib/demo/rhythm";
import type { Db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";

type Until = { readonly signal?: AbortSignal | undefined; readonly budgetMs: number };

/**
 * Replays the rules that are not replayed yet, for as long as there is time, and says which are now;
 * null once all are.
 */
export async function replayDemoAlerts(
  ctx: ProjectCtx,
  anchorMs: number,
  known: readonly string[],
  { signal, budgetMs }: Until,
): Promise<string[] | null> {
  const rules = await ctx.db.alertRule.findMany({
    where: { projectId: ctx.project.id, isEnabled: true, presetKey: { not: null } },
    orderBy: { name: "asc" },
  });
  const waiting = rules.filter(({ id }) => !known.includes(id));
  if (waiting.length === 0) return null;
  const done = [...known];
  const until = performance.now() + budgetMs;
  for (const { id, spec } of waiting) {
    if (signal?.aborted || performance.now() > until) break;
    const rule = ruleSchema.safeParse(spec).data;
    if (rule) await replayRule(ctx, { ...rule, id }, anchorMs);
    done.push(id);
  }
  return done;
}

async function replayRule({ db, pool, project }: ProjectCtx, rule: KeptRule, anchorMs: number) {
  const from = new Date(anchorMs - HISTORY_MS);
  const history = await readHistory(pool, project, rule, from, new Date(anchorMs));
  for (const one of replayed(rule, history)) await writeAlert(db, project.id, rule, one);
}

async function writeAlert(db: Db, projectId: number, rule: KeptRule, one: Replayed): Promise<void> {
  const { id: ruleId, name, severity, runbook, ...spec } = rule;
  const [first] = one.steps;
  // A crash in between repeats a rule: what is there already stays as it is.
  const isThere = first && (await db.alertTransition.findUnique({ where: { id: first.id } }));
  if (!first || isThere) return;
  const id = uuidV7(one.from, randomBytes(10));
  const labels = { ...one.labels, alertname: name, severity };
  await db.alert.create({
    data: {
      ...{ id, projectId, ruleId, source: "rule", key: one.key, kind: one.kind, name, severity },
      ...{ labels, annotations: one.annotations, runbook, hasNews: false },
      fingerprint: labelFingerprint(labels),
      rule: JSON.parse(JSON.stringify({ ...spec, name, severity, runbook })),
      ...{ value: one.value, peak: one.peak, sampleSize: one.sampleSize },
      ...{ startedAt: new Date(one.from), endedAt: new Date(one.to), endReason: one.reason },
      ...answerOf(rule, one),
    },
  });
  await db.alertTransition.createMany({
    skipDuplicates: true,
    data: one.steps.map(({ value, at, ...step }) => ({
      ...step,
      ...{ projectId, alertId: id, at: new Date(at) },
      value: typeof value === "number" ? value : null,
    })),
  });
}

const ANSWERED_AFTER_MS = 15 * MINUTE;
const PATIENCE_MS = [2, 3, 4, 6, 9].map((minutes) => minutes * MINUTE);

/** Somebody answers what pages and lasts; who they are, the demo does not say. */
function answerOf({ severity, id }: KeptRule, { from, to, key }: Replayed) {
  const isPaging = severity === "critical" || severity === "high";
  if (!isPaging || to - from < ANSWERED_AFTER_MS) return {};
  const afterMs = PATIENCE_MS[hash32(`${id} ${key} ${from}`) % PATIENCE_MS.length] ?? MINUTE;
  return {
    acknowledgedAt: new Date(from + afterMs),
    acknowledgedById: "demo",
    acknowledgedByName: "Demo on-call",
  };
}

/** One evaluation of a project's due rules: what was read becomes states, transitions and alerts, in one transaction. */
import { amountOf } from "@/lib/alerts/amount";
import { evaluate } from "@/lib/alerts/evaluation";
import type { Read } from "@/lib/alerts/reader/read";
import type { KeptRule } from "@/lib/alerts/state";
import type { Connection } from "@/lib/platform/rows";
import { openAlertsOf, saveChanges } from "./alerts";
import { noChanges, noteEvaluation, numberOf, type OpenAlert } from "./changes";
import { type Due, type DueRule, type Locked, lockDue, type SavedState, saveStates } from "./rules";

type Batch = {
  readonly projectId: number;
  readonly now: Date;
  readonly rules: readonly DueRule[];
  readonly reads: ReadonlyMap<string, Read>;
};

/** Rules of one project together: what they read is shared, and so are the round trips. */
export function byProject({ rules }: Due): Map<number, DueRule[]> {
  const projects = new Map<number, DueRule[]>();
  for (const rule of rules) {
    const own = projects.get(rule.projectId);
    if (own) own.push(rule);
    else projects.set(rule.projectId, [rule]);
  }
  return projects;
}

/** Says how many rules it evaluated: those that somebody else evaluated or changed since are left for the next time. */
export async function saveEvaluations(on: Connection, batch: Batch): Promise<number> {
  const { projectId, now, rules } = batch;
  const locked = await lockDue(
    on,
    rules.map(({ id }) => id),
    now,
  );
  const open = byRule(await openAlertsOf(on, [...locked.keys()]));
  const changes = noChanges();
  const states: SavedState[] = [];
  for (const due of rules) {
    const kept = locked.get(due.id);
    if (!kept || kept.revision !== due.revision) continue;
    if (!due.rule) {
      states.push(putOff(kept, now));
      continue;
    }
    const read = batch.reads.get(due.id);
    if (!read) continue;
    const began = performance.now();
    const { state, transitions } = evaluate(due.rule, kept.state, read, now.getTime());
    noteEvaluation(changes, due.rule, state, transitions, open.get(due.id) ?? []);
    const durationMs = read.tookMs + performance.now() - began;
    states.push({
      ...resultOf(due.rule, read),
      ruleId: due.id,
      state,
      durationMs,
      ...times(due.rule, now),
    });
  }
  await saveChanges(on, projectId, changes);
  await saveStates(on, states);
  return states.length;
}

function byRule(alerts: readonly OpenAlert[]): Map<string, OpenAlert[]> {
  const rules = new Map<string, OpenAlert[]>();
  for (const alert of alerts)
    rules.set(alert.rule_id, [...(rules.get(alert.rule_id) ?? []), alert]);
  return rules;
}

const UNREADABLE_AGAIN_MS = 60_000;

/** What is no rule any more is looked at again now and then, and otherwise left as it is. */
const putOff = ({ ruleId, state }: Locked, now: Date): SavedState => ({
  ruleId,
  state,
  evaluatedAt: state.evaluatedAt === null ? null : new Date(state.evaluatedAt),
  nextAt: new Date(now.getTime() + UNREADABLE_AGAIN_MS),
  durationMs: null,
  seriesCount: null,
  value: null,
  sampleSize: null,
});

/** Aligned with the clock: rules with one rhythm read together, and what was missed is skipped, not made up for. */
function times({ intervalMs }: KeptRule, now: Date) {
  const next = (Math.floor(now.getTime() / intervalMs) + 1) * intervalMs;
  return { evaluatedAt: now, nextAt: new Date(next) };
}

function resultOf({ comparison }: KeptRule, read: Read) {
  if (read.kind === "error") return { seriesCount: null, value: null, sampleSize: null };
  const sign = comparison.startsWith("<") ? -1 : 1;
  const [first, ...others] = read.series;
  const worst = others.reduce((a, b) => (b && a && sign * b.value > sign * a.value ? b : a), first);
  return {
    seriesCount: read.series.length,
    value: worst ? numberOf(amountOf(worst.value)) : null,
    sampleSize: worst?.sampleSize ?? null,
  };
}

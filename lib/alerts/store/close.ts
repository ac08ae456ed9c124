/** Ends whatever a rule has told of, because the rule is deleted, switched off, or looks at something else from now on. */
import { close } from "@/lib/alerts/rule-health";
import { FRESH_RULE, type Reason } from "@/lib/alerts/state";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { openAlertsOf, saveChanges } from "./alerts";
import { noChanges, noteEvaluation } from "./changes";
import { ruleOf, saveStates, stateOf } from "./rules";

type End = Extract<Reason, "ruleDeleted" | "ruleDisabled" | "ruleChanged">;
type Row = {
  readonly project_id: number;
  readonly name: string;
  readonly spec: unknown;
  readonly revision: number;
  readonly state: unknown;
};

/** `on` is the transaction of whoever changes the rule; the groups of its alerts hear of it within a second. */
export async function closeRule(
  on: Connection,
  ruleId: string,
  reason: End,
  now: Date,
): Promise<void> {
  const [row] = await rowsOf<Row>(
    on,
    `SELECT r.project_id, r.name, r.spec, r.revision, s.state FROM alert_rule_state AS s
     JOIN alert_rule AS r ON r.id = s.rule_id WHERE s.rule_id = $1::uuid FOR UPDATE OF s`,
    [ruleId],
  );
  if (!row) return;
  const rule = ruleOf({ id: ruleId, ...row });
  const open = await openAlertsOf(on, [ruleId]);
  const changes = noChanges();
  if (rule) {
    const { state, transitions } = close(rule, stateOf(row.state), reason, now.getTime());
    noteEvaluation(changes, rule, state, transitions, open);
  }
  // What no transition speaks of any more must not stay open for ever.
  const ended = new Set(changes.ended.map(({ id }) => id));
  for (const { id } of open) {
    if (ended.has(id)) continue;
    changes.ended.push({ id, endedAt: now, reason });
    changes.news.add(id);
  }
  await saveChanges(on, row.project_id, changes);
  const nothing = { evaluatedAt: null, durationMs: null, seriesCount: null };
  await saveStates(on, [
    { ruleId, state: FRESH_RULE, nextAt: now, ...nothing, value: null, sampleSize: null },
  ]);
}

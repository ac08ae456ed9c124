/** Rules and what is remembered of them, as their rows have it. */
import { LRUCache } from "lru-cache";
import { type Rule, ruleSchema } from "@/lib/alerts/schema";
import { FRESH_RULE, type KeptRule, type RuleState } from "@/lib/alerts/state";
import { log } from "@/lib/platform/log";
import { shared } from "@/lib/platform/process";
import { type Connection, rowsOf } from "@/lib/platform/rows";

type DueRow = {
  readonly id: string;
  readonly project_id: number;
  readonly name: string;
  readonly spec: unknown;
  readonly revision: number;
};
export type DueRule = {
  readonly projectId: number;
  readonly revision: number;
  /** Null where what is kept is no rule any more. */
  readonly rule: KeptRule | null;
  readonly id: string;
};

const MOST_PARSED = 5_000;
/** Parsing a thousand rules takes longer than judging them. */
const parsed = () =>
  shared(
    "alert-rules",
    () => new LRUCache<string, { rule: KeptRule | null }>({ max: MOST_PARSED }),
  );

export function ruleOf({ id, name, spec, revision }: Omit<DueRow, "project_id">): KeptRule | null {
  const key = `${id} ${revision}`;
  const known = parsed().get(key);
  if (known) return known.rule;
  const result = ruleSchema.safeParse({ ...(spec as object), name, isEnabled: true });
  if (!result.success)
    log.error("an alert rule cannot be read", { rule: id, reason: result.error.message });
  const rule = result.success ? { ...result.data, id } : null;
  parsed().set(key, { rule });
  return rule;
}

/** The rule as it began an alert: to explain it by, whatever becomes of the rule. */
export const snapshotOf = ({ id: _id, ...rule }: KeptRule): Rule => rule;

export type Due = { readonly now: Date; readonly rules: readonly DueRule[] };

/** What is due by the database's clock, which is also the instant of the evaluation. */
export async function readDue(on: Connection): Promise<Due> {
  const rows = await rowsOf<DueRow & { readonly now: Date }>(
    on,
    `SELECT clock.now, r.id, r.project_id, r.name, r.spec, r.revision
     FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS now) AS clock
     LEFT JOIN (alert_rule_state AS s JOIN alert_rule AS r ON r.id = s.rule_id AND r.is_enabled)
       ON s.next_at <= clock.now
     ORDER BY r.project_id, r.id`,
  );
  const now = rows[0]?.now;
  if (!now) throw new Error("The database does not tell the time");
  // Without any rule that is due there is one row, with the time alone.
  const rules = rows.filter(({ id }) => id !== null);
  return {
    now,
    rules: rules.map((row) => ({
      id: row.id,
      projectId: row.project_id,
      revision: row.revision,
      rule: ruleOf(row),
    })),
  };
}

type StateRow = {
  readonly rule_id: string;
  readonly state: unknown;
  readonly revision: number;
};
export type Locked = {
  readonly ruleId: string;
  readonly revision: number;
  readonly state: RuleState;
};

/** State is ours alone: whatever wrote it had this shape. */
export const stateOf = (kept: unknown): RuleState => ({
  ...FRESH_RULE,
  ...(kept as Partial<RuleState>),
});

/** Those of the rules that are still due; nobody else evaluates, acknowledges or edits them meanwhile. */
export async function lockDue(
  on: Connection,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Locked>> {
  const rows = await rowsOf<StateRow>(
    on,
    `SELECT s.rule_id, s.state, r.revision FROM alert_rule_state AS s
     JOIN alert_rule AS r ON r.id = s.rule_id
     WHERE s.rule_id = ANY($1::uuid[]) AND s.next_at <= $2::timestamptz AND r.is_enabled
     ORDER BY s.rule_id FOR UPDATE OF s`,
    [ids, now],
  );
  return new Map(
    rows.map(({ rule_id, state, revision }) => [
      rule_id,
      { ruleId: rule_id, revision, state: stateOf(state) },
    ]),
  );
}

export type SavedState = {
  readonly ruleId: string;
  readonly state: RuleState;
  readonly evaluatedAt: Date | null;
  readonly nextAt: Date;
  readonly durationMs: number | null;
  readonly seriesCount: number | null;
  readonly value: number | null;
  readonly sampleSize: number | null;
};

/** One statement for all of them: a thousand round trips would be most of a tick. */
export async function saveStates(on: Connection, states: readonly SavedState[]): Promise<void> {
  if (states.length === 0) return;
  await rowsOf(
    on,
    `UPDATE alert_rule_state AS held SET state = x.state, evaluated_at = x."evaluatedAt",
       next_at = x."nextAt", duration_ms = x."durationMs", series_count = x."seriesCount",
       value = x.value, sample_size = x."sampleSize"
     FROM jsonb_to_recordset($1::jsonb) AS x("ruleId" uuid, state jsonb, "evaluatedAt" timestamptz,
       "nextAt" timestamptz, "durationMs" float8, "seriesCount" int4, value float8,
       "sampleSize" float8)
     WHERE held.rule_id = x."ruleId"`,
    [JSON.stringify(states)],
  );
}

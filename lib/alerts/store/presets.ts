/** Gives projects the rules that come with the product, each of them once. */
import { randomUUID } from "node:crypto";
import { presetRules } from "@/lib/alerts/presets";
import { ruleSchema } from "@/lib/alerts/schema";
import { FRESH_RULE } from "@/lib/alerts/state";
import { targetsFor } from "@/lib/core/targets";
import { type Connection, rowsOf } from "@/lib/platform/rows";

const ALL = presetRules().map(({ key }) => key);
const AT_ONCE = 50;

/** Projects that lack some: new ones, and all of them after a version that brings another. */
export async function projectsWithoutPresets(on: Connection): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    `SELECT id FROM project WHERE NOT (coalesce(given_presets, '{}') @> $1::text[])
     ORDER BY id LIMIT ${AT_ONCE}`,
    [ALL],
  );
  return rows.map(({ id }) => id);
}

type Row = { readonly targets: unknown; readonly given: readonly string[] };

/**
 * In a transaction. What was given is remembered with the project: a rule that somebody deleted stays
 * deleted. A rule of theirs with the same name is left alone, and ours is not given beside it.
 */
export async function givePresets(on: Connection, projectId: number): Promise<void> {
  const [project] = await rowsOf<Row>(
    on,
    `SELECT targets, coalesce(given_presets, '{}') AS given FROM project
     WHERE id = $1::int4 FOR NO KEY UPDATE`,
    [projectId],
  );
  if (!project) return;
  const rules = presetRules(targetsFor(project.targets))
    .filter(({ key }) => !project.given.includes(key))
    .map(({ key, rule }) => ({ id: randomUUID(), key, spec: ruleSchema.parse(rule) }));
  await rowsOf(
    on,
    `WITH made AS (
       INSERT INTO alert_rule (id, project_id, preset_key, name, severity, is_enabled, spec,
         created_at, updated_at)
       SELECT id, $1::int4, key, spec->>'name', spec->>'severity', (spec->>'isEnabled')::boolean, spec,
         now(), now() FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, key text, spec jsonb)
       ON CONFLICT DO NOTHING RETURNING id
     ), kept AS (
       INSERT INTO alert_rule_state (rule_id, state, next_at) SELECT id, $3::jsonb, now() FROM made
     )
     UPDATE project SET given_presets = $4::text[] WHERE id = $1::int4`,
    [
      projectId,
      JSON.stringify(rules),
      JSON.stringify(FRESH_RULE),
      [...project.given, ...rules.map(({ key }) => key)],
    ],
  );
}

/** What tells through a channel, in words: whoever removes it would take that away from all of them. */
import { type Connection, rowsOf } from "@/lib/platform/rows";

/** By name, each once. */
export async function usesOf(on: Connection, projectId: number, id: string): Promise<string[]> {
  const rows = await rowsOf<{ words: string }>(
    on,
    `SELECT 'the project''s notification policy' AS words FROM notification_policy
     WHERE project_id = $1::int AND (spec->'channels' ? $2
       OR EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(spec->'routes', '[]'::jsonb)) AS route
         WHERE route->'channels' ? $2))
     UNION SELECT 'the escalation policy “' || name || '”' FROM escalation_policy
     WHERE project_id = $1::int AND spec->'steps' @> $3::jsonb
     UNION SELECT 'the rule “' || name || '”' FROM alert_rule
     WHERE project_id = $1::int AND spec->'channels' ? $2
     UNION SELECT 'a budget' FROM budget
     WHERE project_id = $1::int AND $2::uuid = ANY(channels) AND removed_at IS NULL
     UNION SELECT 'the ' || kind || ' cost report' FROM report_subscription
     WHERE project_id = $1::int AND $2::uuid = ANY(channels) AND is_enabled
     UNION SELECT 'the channel “' || name || '”' FROM notification_channel
     WHERE project_id = $1::int AND fallback_id::text = $2 AND removed_at IS NULL
     ORDER BY words`,
    [projectId, id, JSON.stringify([{ targets: [{ kind: "channel", id }] }])],
  );
  return rows.map(({ words }) => words);
}

/** Which escalation policies can reach somebody at all: by a channel that is on, or by a person who has one. */
import { isMailConfigured } from "@/lib/platform/mail";
import { type Connection, rowsOf } from "@/lib/platform/rows";

/** Whoever may still sign in to the project, and has a channel there or gets one with the first mail. */
const PEOPLE = `SELECT p.id::text AS id FROM person AS p
  WHERE p.disabled_at IS NULL
    AND (p.is_owner OR EXISTS (SELECT 1 FROM membership AS m
      WHERE m.person_id = p.id AND m.project_id = $1::int))
    AND (EXISTS (SELECT 1 FROM notification_channel AS c
        WHERE c.project_id = $1::int AND c.person_id = p.id AND c.removed_at IS NULL AND c.is_enabled)
      OR ($3::boolean AND NOT EXISTS (SELECT 1 FROM notification_channel AS c
        WHERE c.project_id = $1::int AND c.person_id = p.id AND c.kind = 'email')))`;

/** Of the ids, those of policies that are there and reach somebody: now, or when somebody's turn comes. */
export async function reachingOf(
  on: Connection,
  projectId: number,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await rowsOf<{ id: string }>(
    on,
    `WITH reachable AS (${PEOPLE}),
     target AS (
       SELECT e.id::text AS policy, target->>'kind' AS kind, target->>'id' AS id
       FROM escalation_policy AS e, jsonb_array_elements(e.spec->'steps') AS step,
         jsonb_array_elements(step->'targets') AS target
       WHERE e.project_id = $1::int AND e.id::text = ANY($2::text[]))
     SELECT DISTINCT policy AS id FROM target AS t WHERE
       (t.kind = 'channel' AND EXISTS (SELECT 1 FROM notification_channel AS c
         WHERE c.project_id = $1::int AND c.id::text = t.id AND c.removed_at IS NULL AND c.is_enabled))
       OR (t.kind = 'person' AND t.id IN (SELECT id FROM reachable))
       OR (t.kind = 'schedule' AND EXISTS (SELECT 1 FROM on_call_schedule AS s
         WHERE s.project_id = $1::int AND s.id::text = t.id AND (
           EXISTS (SELECT 1 FROM jsonb_array_elements(s.spec->'layers') AS layer,
             jsonb_array_elements_text(layer->'participants') AS person
             WHERE person IN (SELECT id FROM reachable))
           OR EXISTS (SELECT 1 FROM on_call_override AS o
             WHERE o.schedule_id = s.id AND o."to" > now()
               AND o.person_id::text IN (SELECT id FROM reachable)))))`,
    [projectId, ids, isMailConfigured()],
  );
  return new Set(rows.map(({ id }) => id));
}

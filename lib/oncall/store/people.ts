/** The people whom a project's schedules and policies may name, and whether they can be told anything. */
import { isMailConfigured } from "@/lib/platform/mail";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export type KnownPerson = {
  readonly id: string;
  readonly name: string;
  /** May no longer sign in, or no longer belongs to the project. */
  readonly isGone: boolean;
  readonly isReachable: boolean;
};

/** Members, owners, and whoever else is named by these ids and still has an account. */
export async function peopleOf(
  on: Connection,
  projectId: number,
  named: readonly string[] = [],
): Promise<KnownPerson[]> {
  const hasMail = isMailConfigured();
  const rows = await rowsOf<{ id: string; name: string; isGone: boolean; hasChannel: boolean }>(
    on,
    `SELECT p.id::text, p.name,
       (p.disabled_at IS NOT NULL OR (m.person_id IS NULL AND NOT p.is_owner)) AS "isGone",
       (EXISTS (SELECT 1 FROM notification_channel AS c
         WHERE c.project_id = $1::int AND c.person_id = p.id AND c.removed_at IS NULL
           AND c.is_enabled AND c.broken_since IS NULL AND (c.kind <> 'email' OR $3::boolean))
       -- With the first mail somebody gets a channel for it; one that is there says itself whether it works.
        OR ($3::boolean AND NOT EXISTS (SELECT 1 FROM notification_channel AS c
         WHERE c.project_id = $1::int AND c.person_id = p.id AND c.kind = 'email'))) AS "hasChannel"
     FROM person AS p LEFT JOIN membership AS m ON m.person_id = p.id AND m.project_id = $1::int
     WHERE m.person_id IS NOT NULL OR p.is_owner OR p.id = ANY($2::uuid[])
     ORDER BY p.name, p.id`,
    [projectId, named, hasMail],
  );
  return rows.map(({ hasChannel, ...person }) => ({
    ...person,
    isReachable: !person.isGone && hasChannel,
  }));
}

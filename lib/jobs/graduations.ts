/** Archives flags that have graduated, once no program has asked for them for a week. */
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { archiveFlag } from "@/lib/flags/life/commands";
import type { Db } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import type { Pool } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";

const ACTOR = { kind: "system", id: "graduations", name: "Wheelhouse" } as const;
const SILENT_DAYS = 7;

type Silent = { readonly key: string; readonly project: string };
type Ways = { readonly db: Db; readonly pool: Pool; readonly now: Date };

/**
 * Says how many it archived. Where a program asks for all flags at once, silence about one says nothing: that flag
 * waits for somebody who knows the code.
 */
export async function archiveGraduated(
  { db, pool, now }: Ways,
  signal?: AbortSignal,
  only?: number,
): Promise<number> {
  const silent = await rowsOf<Silent>(
    pool,
    `SELECT f.key, p.slug AS project FROM flag AS f JOIN project AS p ON p.id = f.project_id
     WHERE f.archived_at IS NULL AND f.graduated_at <= $1::timestamptz
       AND ($2::int4 IS NULL OR p.id = $2::int4)
       AND NOT EXISTS (SELECT 1 FROM flag_exposure AS e
         WHERE e.project_id = f.project_id AND e.flag = f.key AND e.hour > $1::timestamptz)
       AND NOT EXISTS (SELECT 1 FROM flag_asker AS a
         WHERE a.project_id = f.project_id AND a.flag IN (f.key, '*') AND a.last_at > $1::timestamptz)
     ORDER BY 2, 1 LIMIT 200`,
    [new Date(now.getTime() - SILENT_DAYS * DAY), only ?? null],
  );
  const ctx = { actor: ACTOR, now, db, pool, address: null, requestId: null };
  const reason = `No program has asked for it for ${SILENT_DAYS} days`;
  let archived = 0;
  for (const one of silent) {
    if (signal?.aborted) break;
    try {
      await archiveFlag(ctx, { ...one, isArchived: true, reason });
      archived++;
    } catch (error) {
      // A draft of a rollout, or a flag that waits for it: looked at again next time.
      if (error instanceof Fault) log.debug("a flag is still needed", { ...one, error });
      else log.error("a flag could not be archived", { ...one, error });
    }
  }
  return archived;
}

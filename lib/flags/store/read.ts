/** Reads what was given out of flags, and who asks for them. */
import { DAY } from "@/lib/core/time";
import type { AskerView, FlagView } from "@/lib/flags/views";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";

const WEEK_MS = 7 * DAY;

export type Given = {
  readonly flag: string;
  readonly environment: string;
  readonly variant: string;
  /** Within a week. */
  readonly n: number;
  readonly lastAt: Date;
};

/** Of one flag, or of all. */
export const readGiven = (
  { pool, project, now }: ProjectCtx,
  key: string | null,
): Promise<Given[]> =>
  rowsOf(
    pool,
    `SELECT flag, environment, variant, max(hour)::timestamptz AS "lastAt",
       coalesce(sum(n) FILTER (WHERE hour >= $2::timestamptz), 0)::float8 AS n
     FROM flag_exposure WHERE project_id = $1::int4 AND ($3::text IS NULL OR flag = $3::text)
     GROUP BY 1, 2, 3 ORDER BY 2, 5 DESC`,
    [project.id, new Date(now.getTime() - WEEK_MS), key],
  );

type Asker = Omit<AskerView, "sinceAt" | "lastAt"> & {
  readonly sinceAt: Date;
  readonly lastAt: Date;
};
const MOST_ASKERS = 50;

/** The newest first; whoever asks for all flags at once stands with each of them. */
export async function readAskers({ pool, project }: ProjectCtx, key: string): Promise<AskerView[]> {
  const rows = await rowsOf<Asker>(
    pool,
    `SELECT asker_name AS name, environment, flag = '*' AS "isForAll", n::float8 AS n,
       since_at AS "sinceAt", last_at AS "lastAt"
     FROM flag_asker WHERE project_id = $1::int4 AND flag IN ($2::text, '*')
     ORDER BY 3, last_at DESC LIMIT ${MOST_ASKERS}`,
    [project.id, key],
  );
  return rows.map(({ sinceAt, lastAt, ...rest }) => ({
    ...{ ...rest, sinceAt: sinceAt.toISOString(), lastAt: lastAt.toISOString() },
  }));
}

/** Units that keep a variant now: what was dropped or is over counts no more. */
export const readPins = (
  { pool, project, now }: ProjectCtx,
  key: string,
): Promise<FlagView["pins"][number][]> =>
  rowsOf(
    pool,
    `SELECT p.environment, p.variant, count(*)::int AS n FROM flag_pin AS p
     LEFT JOIN flag_pin_drop AS d USING (project_id, environment, flag, variant)
     WHERE p.project_id = $1::int4 AND p.flag = $2::text AND p.until > $3::timestamptz
       AND p.version >= coalesce(d.version, 0)
     GROUP BY 1, 2 ORDER BY 1, 3 DESC`,
    [project.id, key, now],
  );

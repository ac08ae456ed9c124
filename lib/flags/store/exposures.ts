/** Counts what was given out, in memory, and adds it to the hours of the database every few seconds: no SQL on the way of an answer. */
import { HOUR } from "@/lib/core/time";
import type { Reply } from "@/lib/flags/ofrep";
import { log } from "@/lib/platform/log";
import { pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";

const FLUSH_MS = 3_000;
/** Of different flags, environments and variants: beyond this the rest waits for the next flush. */
const MOST_HELD = 20_000;

type Held = { readonly counts: Map<string, number>; timer: NodeJS.Timeout | undefined };
const book = () => shared<Held>("flag-exposures", () => ({ counts: new Map(), timer: undefined }));

type Item = { readonly key?: string; readonly variant?: string };

/** One answer, of one flag or of all of them. */
export function noteExposures(
  projectId: number,
  environment: string,
  { status, body }: Reply,
): void {
  if (status !== 200 || body === null) return;
  const items = "flags" in body ? (body.flags as Item[]) : [body as Item];
  const hour = Math.floor(Date.now() / HOUR) * HOUR;
  const { counts } = book();
  for (const { key, variant } of items) {
    if (key === undefined || variant === undefined) continue;
    const at = JSON.stringify([projectId, environment, key, variant, hour]);
    const known = counts.get(at);
    if (known === undefined && counts.size >= MOST_HELD) continue;
    counts.set(at, (known ?? 0) + 1);
  }
  const held = book();
  held.timer ??= setTimeout(() => void flushExposures(), FLUSH_MS).unref();
}

type Where = [project: number, environment: string, flag: string, variant: string, hour: number];

/** What could not be written is added to what comes next. */
export async function flushExposures(): Promise<void> {
  const held = book();
  const taken = [...held.counts];
  held.counts.clear();
  held.timer = undefined;
  if (taken.length === 0) return;
  const rows = taken.map(([at, n]) => ({ where: JSON.parse(at) as Where, n }));
  const column = (i: 0 | 1 | 2 | 3 | 4) => rows.map(({ where }) => where[i]);
  try {
    await pool().query(
      `INSERT INTO flag_exposure AS known (project_id, environment, flag, variant, hour, n)
       SELECT project_id, environment, flag, variant, to_timestamp(hour / 1000), n
       FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::int4[])
         AS t (project_id, environment, flag, variant, hour, n)
       WHERE EXISTS (SELECT 1 FROM project AS p WHERE p.id = t.project_id)
       ORDER BY 1, 2, 3, 4, 5
       ON CONFLICT (project_id, flag, environment, variant, hour) DO UPDATE SET n = known.n + excluded.n`,
      [column(0), column(1), column(2), column(3), column(4), rows.map(({ n }) => n)],
    );
  } catch (error) {
    log.debug("exposures could not be written; they are tried again", { error });
    for (const [at, n] of taken) held.counts.set(at, (held.counts.get(at) ?? 0) + n);
  }
}

/** Reads the days whose spend stood out, with who made the difference and what changed. */
import { DAY } from "@/lib/core/time";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { dateOf, plusDays } from "@/lib/spend/daily";
import { readDaily } from "@/lib/spend/store/daily";
import { HISTORY_DAYS } from "@/lib/spend/store/forecasts";
import { type AnomaliesView, type AnomalyView, anomaliesAskSchema } from "./schema";
import { contributions, FLOOR_DOLLARS, lookAt } from "./view";

const SHOWN_DAYS = 45;
const MOST_FINDINGS = 10;
const EXAMPLE_DAYS = 28;
const DIMENSIONS = ["agent", "provider", "model", "user"] as const;

export const readAnomalies = query({
  may: "telemetry:read",
  input: anomaliesAskSchema,
  run: async (ctx): Promise<AnomaliesView> => {
    const { pool, project, now, db } = ctx;
    const { timeZone, id: projectId } = project;
    const span = { from: new Date(now.getTime() - HISTORY_DAYS * DAY), to: now };
    const today = dateOf(now, timeZone);
    const rows = await readDaily(pool, { projectId, timeZone, span });
    const looked = lookAt(rows, today, plusDays(today, -SHOWN_DAYS));
    const shown = looked.findings.slice(0, MOST_FINDINGS);
    const oldest = shown.at(-1)?.date;
    if (oldest === undefined) return { ...looked, findings: [], floor: FLOOR_DOLLARS };
    const from = new Date(Date.parse(plusDays(oldest, -EXAMPLE_DAYS - 1)));
    const [verdicts, changes, ...split] = await Promise.all([
      db.spendVerdict.findMany({ where: { projectId } }),
      readChanges(ctx, new Date(Date.parse(plusDays(oldest, -2)))),
      ...DIMENSIONS.map((by) =>
        readDaily(pool, { projectId, timeZone, span: { from, to: now }, by }),
      ),
    ]);
    const rowsBy = new Map(DIMENSIONS.map((by, i) => [by, split[i] ?? []] as const));
    const findings = shown.map((one): AnomalyView => {
      const said = verdicts.find(({ date }) => date === one.date);
      return {
        ...one,
        contributions: contributions(one.date, rowsBy),
        changes: changes.filter(({ at }) => {
          const date = dateOf(new Date(at), timeZone);
          return date === one.date || date === plusDays(one.date, -1);
        }),
        verdict: said
          ? {
              ...{ note: said.note, byName: said.byName, at: said.at.toISOString() },
              verdict: said.verdict === "expected" ? "expected" : "real",
            }
          : null,
      };
    });
    return { ...looked, findings, floor: FLOOR_DOLLARS };
  },
});

/** Deployments, and what people switched or priced anew. */
async function readChanges({ pool, project }: ProjectCtx, from: Date) {
  const rows = await rowsOf<{ at: Date; words: string }>(
    pool,
    `SELECT ts::timestamptz AS at, concat_ws(' ', 'deployed', nullif(agent, ''), version,
         CASE WHEN status IN ('failed', 'rolled_back') THEN '(' || replace(status, '_', ' ') || ')' END) AS words
     FROM deployment WHERE project_id = $1::int4 AND ts >= $2::timestamptz
     UNION ALL
     SELECT at, actor_name || ': ' || action || ' ' || object_id FROM audit_entry
     WHERE project_id = $1::int4 AND at >= $2::timestamptz
       AND (action LIKE 'flag.%' OR action LIKE 'price%' OR action LIKE 'rollout%')
     ORDER BY at DESC LIMIT 200`,
    [project.id, from],
  );
  return rows.map(({ at, words }) => ({ at: at.toISOString(), words }));
}

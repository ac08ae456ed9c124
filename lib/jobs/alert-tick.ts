/** Looks at every alert rule that is due, and tells the groups of alerts what came of it. */
import type { ClientBase } from "pg";
import { readSignals } from "@/lib/alerts/reader/read";
import type { Place } from "@/lib/alerts/reader/recipe";
import { byProject, saveEvaluations } from "@/lib/alerts/store/evaluate";
import { endExpired, projectsWithNews, takeNews } from "@/lib/alerts/store/news";
import { givePresets, projectsWithoutPresets } from "@/lib/alerts/store/presets";
import { type Due, type DueRule, readDue } from "@/lib/alerts/store/rules";
import { declareFor } from "@/lib/incidents/store/declare";
import { joinGroups } from "@/lib/notify/store/join";
import { log } from "@/lib/platform/log";
import { type Pool, withConnection } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";
import type { Lead } from "./leader";

/** Asked every second; a rule is due at the multiples of its own interval. Says how many it evaluated. */
export async function tickAlerts(pool: Pool, lead: Lead, signal: AbortSignal): Promise<number> {
  for (const projectId of await projectsWithoutPresets(pool))
    await led(pool, lead, (client) => givePresets(client, projectId));
  const due = await readDue(pool);
  const evaluated = await evaluateDue(pool, lead, due, signal);
  await endExpired(pool);
  for (const projectId of await projectsWithNews(pool)) {
    if (signal.aborted) break;
    await apart(projectId, () =>
      led(pool, lead, (client) => tellGroups(client, projectId, due.now)),
    );
  }
  return evaluated;
}

/** As at the instant at which they were due, whatever the clock of this machine says. */
export async function evaluateDue(
  pool: Pool,
  lead: Lead,
  due: Due,
  signal: AbortSignal,
): Promise<number> {
  const projects = byProject(due);
  const places = await placesOf(pool, [...projects.keys()]);
  let evaluated = 0;
  for (const [projectId, rules] of projects) {
    const place = places.get(projectId);
    if (signal.aborted || !place) continue;
    evaluated += await apart(projectId, () => evaluateProject(pool, lead, place, rules, due.now));
  }
  return evaluated;
}

/** One project's trouble is not another's. */
async function apart(project: number, work: () => Promise<number | null>): Promise<number> {
  try {
    return (await work()) ?? 0;
  } catch (error) {
    log.error("alert rules were not evaluated", { project, error });
    return 0;
  }
}

async function placesOf(pool: Pool, ids: readonly number[]): Promise<Map<number, Place>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<Place>(
    pool,
    `SELECT id, time_zone AS "timeZone", targets FROM project WHERE id = ANY($1::int4[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function evaluateProject(
  pool: Pool,
  lead: Lead,
  project: Place,
  rules: readonly DueRule[],
  now: Date,
): Promise<number | null> {
  const readable = rules.flatMap(({ rule }) => rule ?? []);
  const reads = await readSignals(pool, project, readable, now);
  return led(pool, lead, async (client) => {
    const count = await saveEvaluations(client, { projectId: project.id, now, rules, reads });
    await tellGroups(client, project.id, now);
    return count;
  });
}

async function tellGroups(client: ClientBase, projectId: number, now: Date): Promise<number> {
  const news = await takeNews(client, projectId);
  if (news.length === 0) return 0;
  await joinGroups(client, news, now);
  const fired = news.filter(({ state, mark }) => state === "firing" && mark === null);
  await declareFor(
    client,
    projectId,
    fired.map(({ alertId }) => alertId),
  );
  return news.length;
}

/**
 * One transaction, and only while the lease is ours: it is locked, so that nobody leads before this has
 * ended, one way or the other. Null when somebody else leads already.
 */
function led<T>(
  pool: Pool,
  { name, token }: Lead,
  work: (client: ClientBase) => Promise<T>,
): Promise<T | null> {
  return withConnection(pool, async (client) => {
    // Whoever is paused in the middle must not hold up the others until he wakes.
    await client.query(
      "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL lock_timeout = '5s'",
    );
    const { rowCount } = await client.query(
      "SELECT 1 FROM lease WHERE name = $1 AND token = $2 AND expires_at > now() FOR SHARE",
      [name, token],
    );
    if (rowCount === 0) {
      await client.query("ROLLBACK");
      return null;
    }
    const result = await work(client);
    const { command } = await client.query("COMMIT");
    if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
    return result;
  });
}

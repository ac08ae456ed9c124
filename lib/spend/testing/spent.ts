/** Spend of chosen instants for database tests: as rollups that are not compacted yet. */
import { picosOf } from "@/lib/core/money";
import { floorTo, MINUTE } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";

type Key = {
  readonly agent?: string;
  readonly agentType?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly environment?: string;
};

/** One call, and the request it answered. */
export async function spend(
  { pool, project }: Pick<ProjectCtx, "pool" | "project">,
  at: string | Date,
  dollars: string,
  { agent = "support", agentType = "rag", ...key }: Key = {},
): Promise<void> {
  const { provider = "openai", model = "gpt-4o-mini", environment = "production" } = key;
  await pool.query(
    `INSERT INTO counter_partial
       (project_id, bucket, requests, calls, cost_picos, environment, agent, agent_type, provider, model, version, variant)
     VALUES ($1, $2, 1, 1, $3, $4, $5, $6, $7, $8, '', '')`,
    [
      ...[project.id, floorTo(new Date(at), MINUTE), String(picosOf(dollars)), environment],
      ...[agent, agentType, provider, model],
    ],
  );
}

/** So many dollars at noon (UTC) of each date from `first`, of so many days. */
export async function spendDaily(
  ctx: Pick<ProjectCtx, "pool" | "project">,
  first: string,
  days: number,
  dollars: (day: number) => string,
  key: Key = {},
): Promise<void> {
  const noon = Date.parse(`${first}T12:00:00Z`);
  for (let day = 0; day < days; day++)
    await spend(ctx, new Date(noon + day * 86_400_000), dollars(day), key);
}

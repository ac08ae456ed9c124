/** A price and a call for the matrix of who may do what. */
import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";

type Owner = { readonly projectId: number; readonly mark: string };
type Found = { readonly id: string; readonly row: () => Promise<unknown> };

export async function makePrice({ projectId, mark }: Owner): Promise<Found> {
  const [id, at] = [randomUUID(), new Date("2026-01-01T00:00:00Z")];
  await db().priceOverride.create({
    data: {
      ...{ id, projectId, provider: mark, model: id, startsAt: at, currency: "USD" },
      ...{ terms: { discountBasisPoints: 1_000 }, createdAt: at, createdByName: mark },
    },
  });
  return { id, row: () => db().priceOverride.findUnique({ where: { id } }) };
}

export async function makeCall({ projectId, mark }: Owner): Promise<Found> {
  const [id, at] = [randomUUID(), new Date()];
  await ensurePartitions(pool(), [at]);
  await pool().query(
    `INSERT INTO event (ts, received_at, event_id, project_id, shard_key, kind, environment, agent, provider, model)
     VALUES ($1, $1, $2, $3, 0, 2, 'production', $4, 'openai', 'gpt-4o-mini')`,
    [at, id, projectId, mark],
  );
  const text = "SELECT * FROM event WHERE project_id = $1 AND event_id = $2";
  return { id, row: async () => (await pool().query(text, [projectId, id])).rows[0] };
}

/** Events and deliveries for database tests. */
import { randomUUID } from "node:crypto";
import { DAY, type Tier } from "@/lib/core/time";
import type { Delivery, ProjectCtx } from "@/lib/platform/operation";
import { ingestEvents } from "@/lib/telemetry/commands";
import type { EventInput, Receipt } from "@/lib/telemetry/schema";
import { type Counters, readCounters } from "@/lib/telemetry/store/counters";

/** A key that may send. */
export const key = { scopes: ["ingest"] } as const;
export const request = (
  fields: Partial<Extract<EventInput, { kind: "request" }>> = {},
): EventInput => ({
  kind: "request",
  id: randomUUID(),
  ts: new Date().toISOString(),
  agent: "support",
  durationMs: 100,
  ...fields,
});
export const call = (
  fields: Partial<Extract<EventInput, { kind: "llm_call" }>> = {},
): EventInput => ({
  kind: "llm_call",
  id: randomUUID(),
  ts: Date.now(),
  agent: "support",
  provider: "openai",
  model: "gpt-4o-mini",
  inputTokens: 1_000,
  outputTokens: 500,
  ...fields,
});

const delivery = (body: unknown, more: Partial<Delivery> = {}): Delivery => ({
  body: Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  contentType: "application/json",
  contentEncoding: null,
  idempotencyKey: null,
  ...more,
});

export const send = (
  ctx: ProjectCtx,
  events: unknown,
  more: Partial<Delivery> = {},
): Promise<Receipt> => ingestEvents.run(ctx, delivery(events, more));

export async function storedIn({ pool, project }: ProjectCtx): Promise<number> {
  const { rows } = await pool.query("SELECT count(*)::int4 AS n FROM event WHERE project_id = $1", [
    project.id,
  ]);
  return rows[0].n;
}

export async function totals({ pool, project }: ProjectCtx, tier: Tier = "1m"): Promise<Counters> {
  const span = { from: new Date(Date.now() - 9 * DAY), to: new Date(Date.now() + DAY) };
  const [sums] = await readCounters(pool, { projectId: project.id, span, tier });
  if (!sums) throw new Error("totals always have a row");
  return sums;
}

export const lastDay = () => ({ from: new Date(Date.now() - DAY), to: new Date(Date.now() + DAY) });

/** Reads what has arrived. */
import { DAY } from "@/lib/core/time";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { EVENT_KINDS } from "@/lib/telemetry/schema";
import { readPulse } from "@/lib/telemetry/store/pulse";
import { type Arrival, type ArrivalsView, arrivalsAskSchema } from "./schema";

/** Events are appended: the newest stand in the last pages of their day, and need no index to be found. */
const LAST_PAGES = 64;
const SHOWN = 20;

export const readArrivals = query({
  may: "telemetry:read",
  input: arrivalsAskSchema,
  run: async (ctx): Promise<ArrivalsView> => {
    const [pulses, latest] = await Promise.all([
      readPulse(ctx.pool, ctx.project.id),
      readLatest(ctx),
    ]);
    const kinds = EVENT_KINDS.map((kind) => ({
      kind,
      n: pulses.reduce((sum, pulse) => sum + (pulse.kind === kind ? pulse.n : 0), 0),
    }));
    const iso = (at: number) => (pulses.length > 0 ? new Date(at).toISOString() : null);
    return {
      n: pulses.reduce((sum, { n }) => sum + n, 0),
      firstAt: iso(Math.min(...pulses.map(({ firstAt }) => firstAt.getTime()))),
      receivedAt: iso(Math.max(...pulses.map(({ receivedAt }) => receivedAt.getTime()))),
      kinds: kinds.filter(({ n }) => n > 0),
      latest,
    };
  },
});

async function readLatest(ctx: ProjectCtx): Promise<Arrival[]> {
  const { rows } = await ctx.pool.query<{ name: string; pages: number }>(
    `SELECT relname AS name, (pg_relation_size(oid) / 8192)::int AS pages FROM pg_class
     WHERE relname = ANY($1) AND relnamespace = current_schema()::regnamespace`,
    [[0, 1].map((days) => partitionOf(new Date(ctx.now.getTime() - days * DAY)))],
  );
  const found = await Promise.all(rows.map(({ name, pages }) => readEnd(ctx, name, pages)));
  return found
    .flat()
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt) || b.at.localeCompare(a.at))
    .slice(0, SHOWN);
}

const partitionOf = (at: Date): string =>
  `event_${at.toISOString().slice(0, 10).replaceAll("-", "")}`;

type Row = Omit<Arrival, "at" | "receivedAt" | "kind"> & {
  readonly at: Date;
  readonly receivedAt: Date;
  readonly kind: number;
};

async function readEnd({ pool, project }: ProjectCtx, table: string, pages: number) {
  const { rows } = await pool.query<Row>(
    `SELECT event_id AS id, ts AS at, received_at AS "receivedAt", kind, environment, agent, status
     FROM ${table} WHERE ctid >= $1::tid AND project_id = $2
     ORDER BY received_at DESC, ts DESC LIMIT ${SHOWN}`,
    [`(${Math.max(0, pages - LAST_PAGES)},0)`, project.id],
  );
  return rows.map(
    ({ at, receivedAt, kind, ...row }): Arrival => ({
      ...row,
      kind: EVENT_KINDS[kind - 1] ?? String(kind),
      at: at.toISOString(),
      receivedAt: receivedAt.toISOString(),
    }),
  );
}

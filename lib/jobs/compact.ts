/** Folds what ingestion appended into the tiers that dashboards read, a bounded piece at a time. */
import type { ClientBase } from "pg";
import { compact } from "@/lib/core/sketch";
import { log } from "@/lib/platform/log";
import { type Pool, withConnection } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { COMPACTION, rewriteSketches, type TierName } from "@/lib/telemetry/store/compaction";
import type { Lead } from "./leader";

/** Small enough to be done in a fraction of a second, large enough for a backlog to shrink. */
const PIECE_ROWS = 20_000;
const LEAST_PIECE_ROWS = 250;
const PASS_LIMIT_MS = 10_000;
/** Dead rows make every dashboard's read of the partials longer; autovacuum looks once a minute. */
const VACUUM_AFTER_ROWS = 50_000;

type Long = {
  readonly moved: number | null;
  readonly tier: TierName | null;
  readonly project_id: number;
  readonly subject: string;
  readonly dim: string;
  readonly bucket: Date;
  readonly environment: string;
  readonly key: string;
  readonly h: Buffer;
};

/** Moves until nothing is left, time is up or somebody else leads; says how many rows it moved. */
export async function compactPartials(
  pool: Pool,
  lead: Lead,
  signal: AbortSignal,
): Promise<number> {
  const until = performance.now() + PASS_LIMIT_MS;
  let total = 0;
  for (const [family, statement] of Object.entries(COMPACTION)) {
    for (let isMore = true; isMore && !signal.aborted && performance.now() < until; ) {
      const rows = pieces().get(family) ?? PIECE_ROWS;
      const moved = await bearably(family, rows, () => movePiece(pool, statement, lead, rows));
      total += moved;
      isMore = moved >= rows;
      await vacuumWhenDue(pool, family, moved);
    }
  }
  return total;
}

const pieces = () => shared("compaction-pieces", () => new Map<string, number>());

/** A piece that failed may have been too large for a busy database: the next is half of it, and grows back. */
async function bearably(family: string, rows: number, move: () => Promise<number>) {
  try {
    const moved = await move();
    pieces().set(family, Math.min(PIECE_ROWS, rows * 2));
    return moved;
  } catch (error) {
    pieces().set(family, Math.max(LEAST_PIECE_ROWS, rows >> 1));
    throw error;
  }
}

/** One transaction: what leaves the partials is in all tiers, or has not left. */
export function movePiece(
  pool: Pool,
  statement: string,
  lead: Lead,
  rows: number,
): Promise<number> {
  return withConnection(pool, async (client) => {
    // A worker that is paused in the middle must not hold its rows until it wakes.
    await client.query(
      "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL statement_timeout = '60s'",
    );
    const result = await client.query<Long>(statement, [rows, lead.name, lead.token]);
    await shorten(client, result.rows);
    const { command } = await client.query("COMMIT");
    if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
    return result.rows.find(({ moved }) => moved !== null)?.moved ?? 0;
  });
}

/** Histograms that grew by concatenation are merged; their rows are locked by us since they grew. */
async function shorten(client: ClientBase, rows: readonly Long[]): Promise<void> {
  for (const tier of ["1m", "5m", "1h", "1d"] as const) {
    const long = rows.filter((row) => row.tier === tier);
    if (long.length === 0) continue;
    await client.query(rewriteSketches(tier), [
      long.map((row) => row.project_id),
      long.map((row) => row.subject),
      long.map((row) => row.dim),
      long.map((row) => row.bucket),
      long.map((row) => row.environment),
      long.map((row) => row.key),
      long.map((row) => Buffer.from(compact(row.h))),
    ]);
  }
}

const removed = () => shared("compacted-since-vacuum", () => new Map<string, number>());

async function vacuumWhenDue(pool: Pool, family: string, moved: number): Promise<void> {
  const rows = (removed().get(family) ?? 0) + moved;
  removed().set(family, rows >= VACUUM_AFTER_ROWS ? 0 : rows);
  if (rows < VACUUM_AFTER_ROWS) return;
  await pool
    .query(`VACUUM ${family}`)
    .catch((error: unknown) => log.debug("vacuum of partials skipped", { family, error }));
}

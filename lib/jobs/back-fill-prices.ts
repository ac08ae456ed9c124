/** Prices stored calls anew, a piece at a time, as often as the worker has a moment. */
import type { Pool } from "@/lib/platform/pool";
import { backFillPiece } from "@/lib/pricing/store/backfill";

/** The others of the worker have their turn in between. */
const TURN_MS = 3_000;

export async function backFillPrices(pool: Pool, signal: AbortSignal): Promise<void> {
  const until = performance.now() + TURN_MS;
  let isMore = true;
  while (isMore && !signal.aborted && performance.now() < until)
    isMore = await backFillPiece(pool, new Date());
}

/** Fills a project with history through the product's own writer and compactor: the same rows, rollups and tiers. */

import { priceBook } from "@/lib/cost/price-book";
import { openCatalogue } from "@/lib/cost/rate-card";
import type { PriceFor } from "@/lib/cost/resolve";
import { compactPartials } from "@/lib/jobs/compact";
import { lead } from "@/lib/jobs/leader";
import { forgetOld } from "@/lib/jobs/retention";
import { capAt } from "@/lib/telemetry/intake/cardinality";
import { storeGroup } from "@/lib/telemetry/intake/transaction";
import { rowOf } from "@/lib/telemetry/row";
import type { EventInput, TelemetryEvent } from "@/lib/telemetry/schema";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";
import type { Lab } from "./lab";
import { rounded } from "./numbers";
import { syntheticEvents } from "./synthetic";

const BATCH = 10_000;
const WRITERS = 2;
const DAY = 86_400_000;

/** `events` spread evenly over `days` that end at `end`. */
export async function load(lab: Lab, events: number, days: number, end: Date) {
  const began = performance.now();
  const toMs = end.getTime();
  const fromMs = toMs - days * DAY;
  await ensurePartitions(
    lab.pool,
    Array.from({ length: Math.ceil(days) + 1 }, (_, i) => new Date(toMs - i * DAY)),
  );
  const priceFor = priceBook((await openCatalogue()).rateCardFor, []);
  const count = Math.ceil(events / BATCH);
  const width = (toMs - fromMs) / count;
  let next = 0;
  const work = async () => {
    for (let i = next++; i < count; i = next++) {
      const size = Math.min(BATCH, events - i * BATCH);
      const from = fromMs + i * width;
      await storeBatch(lab, syntheticEvents(size, from, from + width, fromMs + i), priceFor);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, work));
  await compactAll(lab);
  const client = await lab.connect();
  await client.query("VACUUM ANALYZE").finally(() => client.end());
  return {
    events,
    days,
    loadedInSeconds: rounded((performance.now() - began) / 1_000),
    how: "synthetic events through the product's own row maker, COPY writer, fold and compactor",
  };
}

async function storeBatch(
  lab: Lab,
  events: readonly EventInput[],
  priceFor: PriceFor,
): Promise<void> {
  const client = await lab.pool.connect();
  const now = new Date();
  try {
    const rows = events.map((event) => rowOf(lab.project.id, complete(event), priceFor));
    const submission = {
      projectId: lab.project.id,
      keyId: null,
      receivedAt: now,
      rows,
      refused: [],
      once: null,
      bytes: 0,
    };
    await storeGroup(client, [submission], { mayRepeat: false, cap: capAt(now) });
  } finally {
    client.release();
  }
}

/** Synthetic events are valid by construction: what the schema would do is only to fill these in. */
const complete = (event: EventInput): TelemetryEvent =>
  ({
    ...DEFAULTS[event.kind === "llm_call" ? "call" : "other"],
    ...event,
    ts: new Date(event.ts),
  }) as TelemetryEvent;

const DEFAULTS = {
  call: {
    status: "ok",
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    tokenConvention: "exclusive",
  },
  other: {},
} as const;

async function compactAll({ pool }: Lab): Promise<void> {
  const { signal } = new AbortController();
  for (let moved = 1; moved > 0; ) {
    const held = await lead(pool);
    if (held === null) throw new Error("Another process leads in a database of our own");
    moved = await compactPartials(pool, held, signal);
  }
  await forgetOld(pool, new Date(), signal);
}

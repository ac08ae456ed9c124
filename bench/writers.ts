/** Clients that write down every id that was acknowledged and send again whatever was not. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventInput } from "@/lib/telemetry/schema";
import { syntheticEvents } from "./synthetic";

export type Ledger = {
  /** Ids of events answered with 2xx. */
  readonly acked: ReadonlySet<string>;
  readonly resent: () => number;
  readonly longestSilenceMs: () => number;
};
type Writers = {
  readonly ledger: Ledger;
  /** Lets each writer get its last batch acknowledged. */
  readonly stop: () => Promise<void>;
  readonly abandon: () => void;
};

const WRITERS = 4;
const BATCH = 100;
/** Half of the batches repeat some events of the one before: overlap must not count twice. */
const OVERLAP = 10;
const PAUSE_MS = 100;
const PATIENCE_MS = 20_000;

export function startWriters(url: string, key: string): Writers {
  const acked = new Set<string>();
  let resent = 0;
  let lastAckAt = performance.now();
  let longest = 0;
  let stopping = false;
  let abandoned = false;

  const send = async (events: readonly EventInput[]) => {
    const body = JSON.stringify({ events });
    const idempotencyKey = randomUUID();
    for (let attempt = 0; !abandoned; attempt++) {
      if (await post(url, key, body, idempotencyKey)) {
        const now = performance.now();
        longest = Math.max(longest, now - lastAckAt);
        lastAckAt = now;
        for (const { id } of events) acked.add(id);
        return;
      }
      if (attempt === 0) resent++;
      await sleep(PAUSE_MS);
    }
  };
  const work = async (seed: number) => {
    let before: readonly EventInput[] = [];
    for (let n = 0; !stopping; n++) {
      const now = Date.now();
      const fresh = syntheticEvents(BATCH, now - 60_000, now, seed * 1_000_000 + n);
      await send(n % 2 === 0 ? fresh : [...before.slice(0, OVERLAP), ...fresh]);
      before = fresh;
    }
  };
  const all = Promise.all(Array.from({ length: WRITERS }, (_, seed) => work(seed)));
  all.catch(() => undefined);
  return {
    ledger: { acked, resent: () => resent, longestSilenceMs: () => longest },
    stop: async () => {
      stopping = true;
      await all;
    },
    abandon: () => {
      stopping = true;
      abandoned = true;
    },
  };
}

/** True for a 2xx whose body arrived and which refused nothing. Whatever else happens is "unknown": send again. */
async function post(url: string, key: string, body: string, idempotencyKey: string) {
  try {
    const response = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": idempotencyKey,
      },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (!response.ok) return false;
    const { rejected } = JSON.parse(text) as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`Refused: ${text.slice(0, 500)}`);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("Refused")) throw error;
    return false;
  }
}

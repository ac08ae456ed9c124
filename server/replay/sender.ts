/** Sends events over HTTP the way a good client does: batches, gzip, patience, and a retry that counts nothing twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { EventInput, Receipt } from "@/lib/telemetry/schema";
import { messageOf, PlainError } from "@/server/plain-error";

type Target = { readonly url: string; readonly key: string };
export type SendOptions = Target & {
  /** Begins the Idempotency-Key of each batch. */
  readonly idempotency: string;
  /** Absent: as fast as the server takes them. 60: an hour of the trace in a minute. */
  readonly speed?: number | undefined;
  readonly onBatch?: (sent: number) => void;
};
export type Sent = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly unpriced: number;
  readonly retries: number;
  readonly firstRejection: string | null;
};

const BATCH = 1_000;
const CLIENTS = 3;
/** At a chosen speed, what is due leaves this often. */
const TICK_MS = 500;
const ATTEMPTS = 12;
const LONGEST_WAIT_MS = 15_000;
const NOTHING: Sent = {
  accepted: 0,
  duplicates: 0,
  rejected: 0,
  unpriced: 0,
  retries: 0,
  firstRejection: null,
};

/** Events must be in order of time when a speed is given. */
export async function sendEvents(
  events: readonly EventInput[],
  options: SendOptions,
): Promise<Sent> {
  const batches = options.speed ? paced(events, options.speed) : piecesOf(events);
  let total = NOTHING;
  const work = async () => {
    for await (const { at, batch } of batches) {
      const sent = await sendBatch(batch, `${options.idempotency}-${at}-${batch.length}`, options);
      total = sum(total, sent);
      options.onBatch?.(batch.length);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  return total;
}

type Piece = { readonly at: number; readonly batch: readonly EventInput[] };

async function* piecesOf(events: readonly EventInput[]): AsyncGenerator<Piece> {
  for (let at = 0; at < events.length; at += BATCH) {
    yield { at, batch: events.slice(at, at + BATCH) };
  }
}

async function* paced(events: readonly EventInput[], speed: number): AsyncGenerator<Piece> {
  const began = performance.now();
  const first = Number(events[0]?.ts);
  for (let at = 0; at < events.length; ) {
    const due = first + (performance.now() - began) * speed;
    let end = at;
    while (end < events.length && end - at < BATCH && Number(events[end]?.ts) <= due) end++;
    if (end > at) yield { at, batch: events.slice(at, end) };
    else await sleep(TICK_MS);
    at = end;
  }
}

const sum = (a: Sent, b: Sent): Sent => ({
  accepted: a.accepted + b.accepted,
  duplicates: a.duplicates + b.duplicates,
  rejected: a.rejected + b.rejected,
  unpriced: a.unpriced + b.unpriced,
  retries: a.retries + b.retries,
  firstRejection: a.firstRejection ?? b.firstRejection,
});

async function sendBatch(
  batch: readonly EventInput[],
  idempotencyKey: string,
  target: Target,
): Promise<Sent> {
  const body = gzipSync(JSON.stringify({ events: batch }), { level: 4 });
  let trouble = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await post(body, idempotencyKey, target);
    if ("receipt" in answer) return { ...countsOf(answer.receipt), retries: attempt };
    if (answer.isFinal) throw new PlainError(answer.trouble);
    trouble = answer.trouble;
    await sleep(answer.retryAfterMs ?? Math.min(LONGEST_WAIT_MS, 250 * 2 ** attempt));
  }
  throw new PlainError(`Gave up after ${ATTEMPTS} attempts: ${trouble}`);
}

const countsOf = ({ accepted, duplicates, rejected, unpriced }: Receipt) => ({
  accepted,
  duplicates,
  rejected: rejected.length,
  unpriced,
  firstRejection: rejected[0]?.message ?? null,
});

type Answer =
  | { readonly receipt: Receipt }
  | { readonly trouble: string; readonly isFinal: boolean; readonly retryAfterMs?: number };

async function post(
  body: Uint8Array<ArrayBuffer>,
  idempotencyKey: string,
  { url, key }: Target,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "content-encoding": "gzip",
        "idempotency-key": idempotencyKey,
      },
      body,
    });
  } catch (error) {
    return { trouble: `${url} does not answer (${messageOf(error)})`, isFinal: false };
  }
  const text = await response.text();
  if (response.ok) return { receipt: JSON.parse(text) as Receipt };
  const { status } = response;
  const retryAfter = Number(response.headers.get("retry-after"));
  return {
    trouble: `${url} answers ${status}: ${titleOf(text)}`,
    isFinal: status !== 429 && status !== 408 && status < 500,
    ...(retryAfter > 0 && { retryAfterMs: retryAfter * 1_000 }),
  };
}

function titleOf(text: string): string {
  try {
    return String((JSON.parse(text) as { title?: unknown }).title ?? text);
  } catch {
    return text.slice(0, 200);
  }
}

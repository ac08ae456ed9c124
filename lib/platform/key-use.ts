/**
 * What each API key does, by the hour: counted in memory and added to the database every few seconds.
 * A process that is killed outright loses those seconds; no request ever waits for the counting.
 */
import "server-only";
import { HOUR } from "@/lib/core/time";
import { log } from "./log";
import { pool } from "./pool";
import { shared } from "./process";

const FLUSH_MS = 3_000;

type Count = { requests: number; refused: number; failed: number };
type Counts = Map<string, Count>;
type Book = {
  /** By the start of the hour, then by key. */
  hours: Map<number, Counts>;
  timer: NodeJS.Timeout | undefined;
  writing: Promise<void>;
};

const book = () =>
  shared<Book>("key-use", () => ({
    hours: new Map(),
    timer: undefined,
    writing: Promise.resolve(),
  }));

/** 4xx was refused, 5xx failed; whatever it was, it was a request. */
export function noteKeyUse(id: string, status: number, now: Date): void {
  const held = book();
  const time = now.getTime();
  const count = countOf(held.hours, time - (time % HOUR), id);
  count.requests++;
  if (status >= 500) count.failed++;
  else if (status >= 400) count.refused++;
  held.timer ??= setTimeout(() => void flushKeyUse(), FLUSH_MS).unref();
}

function countOf(hours: Map<number, Counts>, hour: number, id: string): Count {
  let counts = hours.get(hour);
  if (!counts) {
    counts = new Map();
    hours.set(hour, counts);
  }
  let count = counts.get(id);
  if (!count) {
    count = { requests: 0, refused: 0, failed: 0 };
    counts.set(id, count);
  }
  return count;
}

/** Writes what was counted so far, after what is being written already. Never throws: what was not written is tried again. */
export function flushKeyUse(): Promise<void> {
  const held = book();
  clearTimeout(held.timer);
  held.timer = undefined;
  held.writing = held.writing.then(() => write(held));
  return held.writing;
}

async function write(held: Book): Promise<void> {
  const { hours } = held;
  if (hours.size === 0) return;
  held.hours = new Map();
  try {
    await add(hours);
  } catch (error) {
    log.debug("the use of keys was not written; it is tried again", { error });
    takeBack(held, hours);
  }
}

function takeBack(held: Book, hours: Map<number, Counts>): void {
  for (const [hour, counts] of hours) {
    for (const [id, { requests, refused, failed }] of counts) {
      const count = countOf(held.hours, hour, id);
      count.requests += requests;
      count.refused += refused;
      count.failed += failed;
    }
  }
  held.timer ??= setTimeout(() => void flushKeyUse(), FLUSH_MS).unref();
}

/** One statement, in one order on every replica, for keys that are still there. */
async function add(hours: Map<number, Counts>): Promise<void> {
  const rows = [...hours].flatMap(([hour, counts]) =>
    [...counts].map(([id, count]) => ({ id, at: new Date(hour), ...count })),
  );
  await pool().query(
    `INSERT INTO api_key_hour AS kept (key_id, at, requests, refused, failed)
     SELECT used.id, used.at, used.requests, used.refused, used.failed
     FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[], $5::int[])
       AS used (id, at, requests, refused, failed)
     JOIN api_key ON api_key.id = used.id
     ORDER BY used.id, used.at
     ON CONFLICT (key_id, at) DO UPDATE SET
       requests = kept.requests + excluded.requests,
       refused = kept.refused + excluded.refused,
       failed = kept.failed + excluded.failed`,
    [
      rows.map(({ id }) => id),
      rows.map(({ at }) => at),
      rows.map(({ requests }) => requests),
      rows.map(({ refused }) => refused),
      rows.map(({ failed }) => failed),
    ],
  );
}

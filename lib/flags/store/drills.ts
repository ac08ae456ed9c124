/** Measures, in each process that serves flags, how a press of the kill switch arrives: by the database's clock, so that machines need not agree. */
import os from "node:os";
import { DRILL_WATCH_MS } from "@/lib/flags/drill";
import { log } from "@/lib/platform/log";
import { pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { lastGivenOf } from "./exposures";

const WRITE_MS = 1_000;
/** Requests that came with news before this process knew what the news was of. */
const MOST_EARLY = 10_000;

type Watched = {
  readonly id: string;
  readonly projectId: number;
  readonly environment: string;
  readonly flag: string;
  /** Null: a drill, at which everything is given as before. */
  readonly offVariant: string | null;
  readonly revision: number;
  /** The press, by this process's clock. */
  readonly zeroMs: number;
  readonly loadedMs: number;
  readonly streams: number;
  readonly toldMs: number | null;
  asked: number;
  askedMs: number | null;
  polled: number;
  polledMs: number | null;
  givenMs: number | null;
};
type Asked = {
  readonly projectId: number;
  readonly environment: string;
  /** What the stream told the client; 0: nothing. */
  readonly told: number;
  /** An older tag than that of the answer it got. */
  readonly hadOlder: boolean;
};
type Book = {
  isServing: boolean;
  readonly watched: Map<string, Watched>;
  early: (Asked & { readonly at: number })[];
  timer: NodeJS.Timeout | undefined;
};
const book = () =>
  shared<Book>("flag-drills", () => ({
    ...{ isServing: false, watched: new Map(), early: [], timer: undefined },
  }));

/** Of processes that nobody asks for flags there is nothing to measure. */
export const noteServing = (): void => {
  book().isServing = true;
};

export function noteAsked(asked: Asked): void {
  const { watched, early } = book();
  if (asked.told === 0 && !(asked.hadOlder && watched.size > 0)) return;
  const at = performance.now();
  if (asked.told > 0 && early.length < MOST_EARLY) early.push({ ...asked, at });
  for (const each of watched.values()) count(each, asked, at);
  keepWriting();
}

function count(watched: Watched, { told, ...asked }: Asked, at: number): void {
  if (watched.projectId !== asked.projectId || watched.environment !== asked.environment) return;
  const ms = Math.round(at - watched.zeroMs);
  if (ms > DRILL_WATCH_MS) return;
  if (told >= watched.revision) {
    watched.asked++;
    watched.askedMs = Math.max(watched.askedMs ?? 0, ms);
  } else if (told === 0 && asked.hadOlder) {
    watched.polled++;
    watched.polledMs = Math.max(watched.polledMs ?? 0, ms);
  }
}

export type Heard = {
  readonly projectId: number;
  /** When its flags were in memory, and by environment the streams that were told, and when. */
  readonly loadedAt: number;
  readonly told: ReadonlyMap<string, { readonly streams: number; readonly at: number }>;
  readonly revisionOf: (environment: string) => number;
  readonly offVariantOf: (flag: string) => string | null;
};

type Row = {
  readonly id: string;
  readonly environment: string;
  readonly flag: string;
  readonly isDrill: boolean;
  readonly revision: number;
  readonly agoMs: number;
};

/** Presses that came with what has just been loaded. Never holds up what is served. */
export async function meetDrills(heard: Heard): Promise<void> {
  if (!book().isServing) return;
  try {
    const before = performance.now();
    const { rows } = await pool().query<Row>(
      `SELECT id::text, environment, flag, is_drill AS "isDrill", revision,
         (extract(epoch FROM clock_timestamp() - pressed_at) * 1000)::float8 AS "agoMs"
       FROM flag_drill WHERE project_id = $1 AND pressed_at > now() - $2::int4 * interval '1 ms'`,
      [heard.projectId, DRILL_WATCH_MS],
    );
    const now = (before + performance.now()) / 2;
    const { watched } = book();
    for (const row of rows) {
      if (watched.has(row.id) || heard.revisionOf(row.environment) < row.revision) continue;
      watched.set(row.id, met(row, heard, now - row.agoMs));
    }
    await writeDrills();
  } catch (error) {
    log.debug("a drill could not be measured", { error });
  }
}

function met({ isDrill, agoMs: _, ...row }: Row, heard: Heard, zeroMs: number): Watched {
  const since = (at: number) => Math.max(0, Math.round(at - zeroMs));
  const told = heard.told.get(row.environment);
  const watched: Watched = {
    ...{ ...row, projectId: heard.projectId, zeroMs, loadedMs: since(heard.loadedAt) },
    offVariant: isDrill ? null : heard.offVariantOf(row.flag),
    ...{ streams: told?.streams ?? 0, toldMs: told ? since(told.at) : null },
    ...{ asked: 0, askedMs: null, polled: 0, polledMs: null, givenMs: null },
  };
  for (const { at, ...asked } of book().early) count(watched, asked, at);
  return watched;
}

function keepWriting(): void {
  const held = book();
  if (held.watched.size === 0) return;
  held.timer ??= setTimeout(() => {
    held.timer = undefined;
    writeDrills().catch((error) => log.debug("a drill could not be written", { error }));
  }, WRITE_MS).unref();
}

export async function writeDrills(): Promise<void> {
  const held = book();
  const now = performance.now();
  held.early = held.early.filter(({ at }) => now - at < 5_000);
  for (const each of held.watched.values()) {
    each.givenMs = givenOf(each);
    await write(each);
    if (now - each.zeroMs > DRILL_WATCH_MS) held.watched.delete(each.id);
  }
  keepWriting();
}

/** Null where the last other variant was given before the press. */
function givenOf({ offVariant, zeroMs, ...of }: Watched): number | null {
  if (offVariant === null) return null;
  const at = lastGivenOf(of.projectId, of.environment, of.flag, offVariant);
  return at === null || at < zeroMs ? null : Math.round(at - zeroMs);
}

const replica = (): string => `${os.hostname()}/${process.pid}`;

const write = (w: Watched) =>
  pool().query(
    `INSERT INTO flag_drill_report (drill_id, replica, loaded_ms, streams, told_ms, asked, asked_ms, polled,
       polled_ms, given_ms) SELECT $1::uuid, $2, $3::int4, $4::int4, $5::int4, $6::int4, $7::int4, $8::int4, $9::int4, $10::int4
     WHERE EXISTS (SELECT 1 FROM flag_drill WHERE id = $1::uuid)
     ON CONFLICT (drill_id, replica) DO UPDATE SET asked = excluded.asked, asked_ms = excluded.asked_ms,
       polled = excluded.polled, polled_ms = excluded.polled_ms, given_ms = excluded.given_ms`,
    [
      ...[w.id, replica(), w.loadedMs, w.streams, w.toldMs, w.asked, w.askedMs],
      ...[w.polled, w.polledMs, w.givenMs],
    ],
  );

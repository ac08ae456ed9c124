/** Pins of running units: held in memory, written in batches, followed from the other processes, and there again after a restart. */
import { hash } from "node:crypto";
import type { PinHook } from "@/lib/flags/evaluation";
import {
  addPin,
  type Drops,
  dropKey,
  newPinBook,
  type Pin,
  type PinBook,
  pinIn,
  sweepPins,
  takePins,
} from "@/lib/flags/pin-book";
import type { Unit } from "@/lib/flags/schema";
import { log } from "@/lib/platform/log";
import { type Pool, pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";

/** Together with the look at what others wrote, within a second. */
const WRITE_MS = 250;
const SWEEP_MS = 10_000;
const PAGE = 20_000;
/** Writers of one project go one after the other, so that its numbers grow as they are committed. */
const LOCK = 7_412;

type Held = { readonly book: PinBook; drops: Drops; cursor: string; sweptAt: number };
export type Pins = {
  readonly projects: Map<number, Held>;
  /** Of each project; another in tests. */
  readonly most: number | undefined;
  timer: NodeJS.Timeout | undefined;
};

export const newPins = (most?: number): Pins => ({ projects: new Map(), most, timer: undefined });
export const pins = (): Pins => shared("flag-pins", () => newPins());

/** In the words of the SQL that finds a request's pin (`lib/rollouts/store/counts.ts`). */
export const unitHash = (environment: string, flag: string, kind: Unit, unit: string): string =>
  hash("sha256", `${environment}\n${flag}\n${kind}\n${unit}`, "hex").slice(0, 32);

/** Before the first answer; afterwards only what was dropped since. */
export async function openPins(all: Pins, projectId: number): Promise<void> {
  const known = all.projects.get(projectId);
  const drops = await readDrops(projectId);
  if (known) {
    known.drops = drops;
    sweepPins(known.book, drops, Date.now());
    return;
  }
  const held: Held = { book: newPinBook(all.most), drops, cursor: "0", sweptAt: Date.now() };
  await follow(new Map([[projectId, held]]));
  all.projects.set(projectId, held);
}

async function readDrops(projectId: number): Promise<Drops> {
  const { rows } = await pool().query<{
    readonly environment: string;
    readonly flag: string;
    readonly variant: string;
    readonly version: number;
  }>("SELECT environment, flag, variant, version FROM flag_pin_drop WHERE project_id = $1", [
    projectId,
  ]);
  return new Map(
    rows.map(({ environment, flag, variant, version }) => [
      dropKey(environment, flag, variant),
      version,
    ]),
  );
}

type Hooks = { readonly keep: PinHook; readonly look: PinHook };

export function pinHooks(all: Pins, projectId: number, environment: string): Hooks {
  const look: PinHook = ({ flag }, unit) => {
    const held = all.projects.get(projectId);
    const key = unitHash(environment, flag.key, flag.unit, unit);
    return held && pinIn(held.book, key, held.drops, Date.now());
  };
  const keep: PinHook = ({ flag, version }, text, variant) => {
    const held = all.projects.get(projectId);
    if (!held) return undefined;
    const at = Date.now();
    const unit = unitHash(environment, flag.key, flag.unit, text);
    const known = pinIn(held.book, unit, held.drops, at);
    if (known && Object.hasOwn(flag.variants, known.variant)) return known;
    const until = at + (flag.pinForMs ?? 0);
    const pin = { unit, environment, flag: flag.key, variant, version, at, until };
    if (!addPin(held.book, pin, held.drops)) return undefined;
    all.timer ??= setTimeout(() => void writeSoon(all), WRITE_MS).unref();
    return pin;
  };
  return { keep, look };
}

async function writeSoon(all: Pins): Promise<void> {
  all.timer = undefined;
  try {
    await writePins(all);
    await followPins(all);
  } catch (error) {
    log.debug("pins could not be written; they are tried again", { error });
    all.timer ??= setTimeout(() => void writeSoon(all), WRITE_MS * 8).unref();
  }
}

/** What could not be written stays, and is tried again. */
export async function writePins(all: Pins): Promise<void> {
  for (const [projectId, { book }] of all.projects) {
    const taken = [...book.unwritten.values()];
    if (taken.length === 0) continue;
    await writeBatch(pool(), projectId, taken);
    for (const pin of taken)
      if (book.unwritten.get(pin.unit) === pin) book.unwritten.delete(pin.unit);
  }
}

/** A unit that is pinned already stays so, unless its pin is past its end or was dropped. */
async function writeBatch(on: Pool, projectId: number, batch: readonly Pin[]): Promise<void> {
  const instants = (of: "at" | "until") => batch.map((pin) => new Date(pin[of]));
  await on.query(
    `WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock($1::int4, $2::int4))
     INSERT INTO flag_pin AS known
       (project_id, unit, environment, flag, variant, version, pinned_at, until)
     SELECT $2::int4, t.unit, t.environment, t.flag, t.variant, t.version, t.at, t.until
     FROM held, unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int4[], $8::timestamptz[],
       $9::timestamptz[]) AS t (unit, environment, flag, variant, version, at, until)
     WHERE EXISTS (SELECT 1 FROM project WHERE id = $2::int4)
       AND NOT EXISTS (SELECT 1 FROM flag_pin_drop AS d WHERE ${dropOf("t")} AND t.version < d.version)
     ON CONFLICT (project_id, unit) DO UPDATE SET variant = excluded.variant,
       version = excluded.version, pinned_at = excluded.pinned_at, until = excluded.until,
       seq = excluded.seq
     WHERE known.until <= $10::timestamptz OR EXISTS (
       SELECT 1 FROM flag_pin_drop AS d WHERE ${dropOf("known")} AND known.version < d.version)`,
    [
      ...[LOCK, projectId, batch.map(({ unit }) => unit)],
      ...[batch.map(({ environment }) => environment), batch.map(({ flag }) => flag)],
      ...[batch.map(({ variant }) => variant), batch.map(({ version }) => version)],
      ...[instants("at"), instants("until"), new Date()],
    ],
  );
}

const dropOf = (pin: string): string =>
  `d.project_id = $2::int4 AND d.environment = ${pin}.environment AND d.flag = ${pin}.flag
   AND d.variant = ${pin}.variant`;

type Row = Omit<Pin, "at" | "until"> & {
  readonly project_id: number;
  readonly at: Date;
  readonly until: Date;
  readonly seq: string;
};

/** What other processes have committed since the last look. */
export async function followPins(all: Pins): Promise<void> {
  if (all.projects.size === 0) return;
  await follow(all.projects);
  const now = Date.now();
  for (const held of all.projects.values()) {
    if (now - held.sweptAt < SWEEP_MS) continue;
    held.sweptAt = now;
    sweepPins(held.book, held.drops, now);
  }
}

async function follow(projects: ReadonlyMap<number, Held>): Promise<void> {
  let rows: Row[];
  do {
    const cursors = [...projects.values()].map(({ cursor }) => cursor);
    ({ rows } = await pool().query<Row>(
      `SELECT p.project_id, p.unit, p.environment, p.flag, p.variant, p.version, p.pinned_at AS at,
         p.until, p.seq::text AS seq
       FROM unnest($1::int4[], $2::int8[]) AS held (project_id, seq)
       JOIN flag_pin AS p ON p.project_id = held.project_id AND p.seq > held.seq
       WHERE p.until > now() ORDER BY p.seq LIMIT ${PAGE}`,
      [[...projects.keys()], cursors],
    ));
    for (const row of rows) take(projects, row);
  } while (rows.length === PAGE);
}

function take(projects: ReadonlyMap<number, Held>, row: Row): void {
  const { project_id: projectId, seq, at, until, ...pin } = row;
  const held = projects.get(projectId);
  if (!held) return;
  held.cursor = seq;
  takePins(held.book, [{ ...pin, at: at.getTime(), until: until.getTime() }], held.drops);
}

/** Of a project that nobody asks for any more; what has still to be written keeps it. */
export function forgetPins(all: Pins, projectId: number): void {
  if (all.projects.get(projectId)?.book.unwritten.size === 0) all.projects.delete(projectId);
}

/** How fast a press of the kill switch was felt, or a drill of it: what each process measured, and what that means in words. */
import { count } from "@/lib/core/format";
import { DAY } from "@/lib/core/time";

/** Milliseconds from the press, each of the last of its kind; null where there was none. */
export type DrillReport = {
  readonly replica: string;
  readonly loadedMs: number;
  readonly streams: number;
  readonly toldMs: number | null;
  /** Requests of clients that had heard of it by the stream. */
  readonly asked: number;
  readonly askedMs: number | null;
  /** Requests that came with an older tag and took the new answer: clients that poll. */
  readonly polled: number;
  readonly polledMs: number | null;
  /** The last answer with another variant than the off one. */
  readonly givenMs: number | null;
};

export type DrillView = {
  readonly id: string;
  readonly environment: string;
  readonly isDrill: boolean;
  readonly at: string;
  readonly by: string;
  /** Until then processes still add to it. */
  readonly isOver: boolean;
  readonly reports: readonly DrillReport[];
};

/** Long enough for clients that poll twice a minute, and a laggard among them. */
export const DRILL_WATCH_MS = 120_000;
/** Whoever has not tried it for longer does not know that it works. */
const DRILL_EVERY_MS = 90 * DAY;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 0)} s`;
const many = (n: number, one: string): string => `${count(n)} ${one}${n === 1 ? "" : "s"}`;

type Sum = { readonly n: number; readonly lastMs: number | null };

function summed(
  reports: readonly DrillReport[],
  read: (report: DrillReport) => readonly [number, number | null],
): Sum {
  const each = reports.map(read);
  const last = each.flatMap(([, ms]) => (ms === null ? [] : [ms]));
  return {
    n: each.reduce((sum, [n]) => sum + n, 0),
    lastMs: last.length === 0 ? null : Math.max(...last),
  };
}

/** The slowest of what was measured but for clients that poll, whose interval is their own. */
export function slowestOf(reports: readonly DrillReport[]): number | null {
  const all = reports.flatMap(({ loadedMs, toldMs, askedMs, givenMs }) => [
    ...[loadedMs, toldMs ?? 0, askedMs ?? 0, givenMs ?? 0],
  ]);
  return all.length === 0 ? null : Math.max(...all);
}

/** Sentences, the most telling first. */
export function drillWords({ reports, isOver, isDrill }: DrillView): string[] {
  if (reports.length === 0)
    return [isOver ? "No process that serves flags had this one in memory" : "Measuring …"];
  const loaded = summed(reports, ({ loadedMs }) => [1, loadedMs]);
  const told = summed(reports, ({ streams, toldMs }) => [streams, toldMs]);
  const polled = summed(reports, ({ polled: n, polledMs }) => [n, polledMs]);
  return [
    `${many(loaded.n, "replica")} had it within ${seconds(loaded.lastMs ?? 0)}`,
    told.n === 0
      ? "no stream was open"
      : `${many(told.n, "stream")} told within ${seconds(told.lastMs ?? 0)}`,
    ...(told.n === 0 ? [] : [askedWords(reports, told.n, isOver)]),
    ...(polled.n === 0
      ? []
      : [`${many(polled.n, "poll")} brought it, the last after ${seconds(polled.lastMs ?? 0)}`]),
    ...(isDrill ? [] : [givenWords(reports)]),
  ];
}

function askedWords(reports: readonly DrillReport[], streams: number, isOver: boolean): string {
  const { n, lastMs } = summed(reports, ({ asked, askedMs }) => [asked, askedMs]);
  if (n === 0) return isOver ? "none of them asked again" : "none of them has asked again yet";
  const who = n >= streams ? "all asked again" : `${count(n)} of ${count(streams)} asked again`;
  return `${who} within ${seconds(lastMs ?? 0)}`;
}

function givenWords(reports: readonly DrillReport[]): string {
  const { lastMs } = summed(reports, ({ givenMs }) => [0, givenMs]);
  return lastMs === null
    ? "no other variant was given after the press"
    : `the last other variant was given ${seconds(lastMs)} after the press`;
}

/** Newest first; in earnest counts as tried. */
export function drillDue(
  drills: readonly Pick<DrillView, "environment" | "at">[],
  environment: string,
  now: number,
): boolean {
  const last = drills.find((drill) => drill.environment === environment);
  return !last || now - Date.parse(last.at) > DRILL_EVERY_MS;
}

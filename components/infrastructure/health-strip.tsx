"use client";
/** A component's health as a strip of time: one colour a status, height beside it, gaps where it was silent. */
import { instantWords } from "@/components/charts/time-words";
import type { ReportedStatus } from "@/lib/health/component";

type HealthStripProps = {
  label: string;
  states: readonly (ReportedStatus | null)[];
  from: string;
  stepMs: number;
};

type Run = { readonly status: ReportedStatus; readonly start: number; readonly end: number };

const FILL: Record<ReportedStatus, string> = {
  ok: "fill-ok-solid",
  degraded: "fill-warning-solid",
  down: "fill-critical-solid",
};
/** Trouble stands taller: colour is never the only sign. */
const HEIGHT: Record<ReportedStatus, number> = { ok: 6, degraded: 11, down: 16 };
const WORDS: Record<ReportedStatus, string> = { ok: "working", degraded: "degraded", down: "down" };
const FULL = 16;

export function HealthStrip({ label, states, from, stepMs }: HealthStripProps) {
  const runs = runsOf(states);
  const at = (i: number) => instantWords(Date.parse(from) + i * stepMs);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${summaryOf(states)}`}
      viewBox={`0 0 ${Math.max(1, states.length)} ${FULL}`}
      preserveAspectRatio="none"
      className="block h-4 w-full"
    >
      <rect x={0} y={FULL - 1} width={states.length} height={1} className="fill-line" />
      {runs.map(({ status, start, end }) => (
        <rect
          key={start}
          x={start}
          y={FULL - HEIGHT[status]}
          width={end - start}
          height={HEIGHT[status]}
          className={FILL[status]}
        >
          <title>{`${WORDS[status]} from ${at(start)} to ${at(end)}`}</title>
        </rect>
      ))}
    </svg>
  );
}

/** Equal neighbours as one: a day of five minutes would be 288 boxes a component. */
function runsOf(states: readonly (ReportedStatus | null)[]): Run[] {
  const runs: { status: ReportedStatus; start: number; end: number }[] = [];
  states.forEach((status, i) => {
    if (status === null) return;
    const last = runs.at(-1);
    if (last?.status === status && last.end === i) last.end = i + 1;
    else runs.push({ status, start: i, end: i + 1 });
  });
  return runs;
}

function summaryOf(states: readonly (ReportedStatus | null)[]): string {
  const known = states.filter((state) => state !== null);
  if (known.length === 0) return "no reports in this time range";
  const bad = known.filter((state) => state !== "ok").length;
  return bad === 0 ? "working throughout" : `not well in ${bad} of ${known.length} buckets`;
}

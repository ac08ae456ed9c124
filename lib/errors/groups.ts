/** Groups of equal failures: which to show, in which order, and how each went over time. */
import type { Span } from "@/lib/core/time";
import { counted, type Timeline, type Value } from "@/lib/overview/timeline";
import { ERROR_STATES, type ErrorState, type ErrorsAsk, type GroupRow } from "./schema";

/** A group as it is stored, with how often it was seen in the time range. */
export type Group = {
  readonly fingerprint: string;
  readonly title: string;
  readonly errorType: string;
  readonly agent: string;
  readonly provider: string;
  readonly state: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly total: number;
  readonly inSpan: number;
  readonly users: number;
};

export type Sighting = {
  readonly at: Date | null;
  readonly fingerprint: string;
  readonly n: number;
};

const SPARK_POINTS = 24;

/** A state of a newer or broken writer still wants attention. */
export const stateOf = (state: string): ErrorState =>
  ERROR_STATES.find((known) => known === state) ?? "open";

export function groupRows(groups: readonly Group[], span: Span): Omit<GroupRow, "spark">[] {
  return groups.map((group) => ({
    ...rowOf(group),
    isNew: group.firstAt >= span.from && group.firstAt < span.to,
  }));
}

export const rowOf = (group: Group): Omit<GroupRow, "spark" | "isNew"> => ({
  fingerprint: group.fingerprint,
  title: group.title === "" ? group.errorType : group.title,
  type: group.errorType,
  agent: group.agent,
  provider: group.provider,
  state: stateOf(group.state),
  firstAt: group.firstAt.toISOString(),
  lastAt: group.lastAt.toISOString(),
  n: group.inSpan,
  total: group.total,
  users: group.users,
});

/** Gives each row the shape of its sightings: two dozen counts, each the sum of its buckets. */
export function withSparks(
  rows: readonly Omit<GroupRow, "spark">[],
  sightings: readonly Sighting[],
  timeline: Timeline,
): GroupRow[] {
  const cells = new Map<string, Map<number, number>>();
  for (const { at, fingerprint, n } of sightings) {
    if (!at) continue;
    const line = cells.get(fingerprint) ?? new Map<number, number>();
    cells.set(fingerprint, line);
    line.set(at.getTime(), (line.get(at.getTime()) ?? 0) + n);
  }
  return rows.map((row) => {
    const line = cells.get(row.fingerprint);
    return {
      ...row,
      spark: folded(
        counted(timeline, (start) => line?.get(start)),
        SPARK_POINTS,
      ),
    };
  });
}

/** Runs of buckets added up: a sparkline of counts keeps its total. */
export function folded(values: readonly Value[], most: number): Value[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, i) => {
    const from = Math.floor((i * values.length) / most);
    const to = Math.floor(((i + 1) * values.length) / most);
    const run = values.slice(from, to).flatMap((value) => (value === null ? [] : [value]));
    return run.length === 0 ? null : run.reduce((a, b) => a + b, 0);
  });
}

type Chosen = {
  readonly chosen: readonly Omit<GroupRow, "spark">[];
  readonly states: Readonly<Record<ErrorState, number>>;
};

/** What the filters leave. Counting states ignores the state filter: its buttons show the counts. */
export function chosenGroups(
  rows: readonly Omit<GroupRow, "spark">[],
  { state, agent, search }: ErrorsAsk,
): Chosen {
  const text = search?.trim().toLowerCase() ?? "";
  const within = rows.filter(
    (row) =>
      (agent === undefined || row.agent === agent) && (text === "" || haystack(row).includes(text)),
  );
  const chosen = state === undefined ? within : within.filter((row) => row.state === state);
  return { chosen, states: countStates(within) };
}

const haystack = ({ title, type, agent, provider, fingerprint }: Omit<GroupRow, "spark">): string =>
  [title, type, agent, provider, fingerprint].join("\n").toLowerCase();

function countStates(rows: readonly { readonly state: ErrorState }[]): Record<ErrorState, number> {
  const counts = { open: 0, regressed: 0, resolved: 0 };
  for (const { state } of rows) counts[state]++;
  return counts;
}

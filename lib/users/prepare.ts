/** Turns what was read into the users page: figures, lines and rows are decided here. */
import { deltaOf } from "@/lib/core/format";
import { dollarsOf } from "@/lib/core/money";
import type { Frame } from "@/lib/core/time";
import { markersOf } from "@/lib/errors/markers";
import type { Figure } from "@/lib/errors/schema";
import { axisOf, type Line, sparkOf } from "@/lib/overview/lines";
import {
  counted,
  earlier,
  measured,
  perMinute,
  type Reported,
  type Timeline,
  timelineOf,
  type Value,
} from "@/lib/overview/timeline";
import { share } from "@/lib/overview/volume";
import type { Feedback, JourneyRow, UserRow, UsersView } from "./schema";

export type Tally = {
  readonly at: Date | null;
  readonly name: string;
  readonly label: string;
  readonly n: number;
  readonly sum: number;
};
/** Requests in one bucket. */
export type Asked = { readonly at: Date | null; readonly requests: number };
type Active = { readonly at: Date | null; readonly users: number };

/** What users did in a period; by bucket where it is drawn, in all (`at` null) where it is not. */
export type UsersPeriod = {
  readonly users: number;
  readonly activeAt: readonly Active[];
  readonly feedback: readonly Tally[];
  readonly journeys: readonly Tally[];
  /** Requests by those who named a user. */
  readonly named: readonly Asked[];
};

export type FoundUsers = {
  readonly frame: Frame;
  readonly askedMs: number;
  readonly now: Date;
  readonly reported: Reported;
  readonly isCompared: boolean;
  readonly activeNow: number;
  readonly windowMs: number;
  readonly present: UsersPeriod;
  readonly before: UsersPeriod;
  /** All requests, named or not. */
  readonly requests: readonly Asked[];
  readonly top: readonly StoredUser[];
  readonly deployments: Parameters<typeof markersOf>[0];
  readonly targets: UsersView["targets"];
};

type StoredUser = {
  readonly user: string;
  readonly requests: number;
  readonly errors: number;
  readonly costPicos: bigint;
  readonly feedbackN: number;
  readonly feedbackSum: number;
  readonly lastAt: Date;
};

/** The part of a bucket that has to have passed before it is drawn. */
const OPEN_UNTIL = 0.8;

/** Scores travel as 0 to 1 and are read as 1 to 5 stars. */
export const starsOf = (sum: number, n: number): number | null =>
  n === 0 ? null : 1 + (4 * sum) / n;

export function usersViewOf(found: FoundUsers): UsersView {
  const { present, before, reported } = found;
  const timeline = timelineOf(found.frame, reported, found.now);
  const past = earlier(timeline);
  const previous = (make: (at: Timeline, period: UsersPeriod) => Line[]) =>
    found.isCompared ? make(past, before) : null;
  const chart = (make: (at: Timeline, period: UsersPeriod) => Line[]) => ({
    lines: make(timeline, present),
    previous: previous(make),
  });
  return {
    axis: axisOf(timeline),
    activeNow: { users: reported === null ? null : found.activeNow, windowMs: found.windowMs },
    ...figuresOf(found, timeline),
    activeLines: chart(activeLines),
    requestLines: requestLines(found, timeline),
    scoreLines: chart(scoreLines),
    completionLines: chart(completionLines),
    feedback: feedbackOf(present.feedback),
    journeys: journeyRows(present.journeys),
    top: found.top.map(userRow),
    targets: found.targets,
    deployments: markersOf(found.deployments),
  };
}

function figuresOf(
  { present, before, reported, askedMs }: FoundUsers,
  timeline: Timeline,
): Pick<UsersView, "active" | "requestsEach" | "score" | "completion"> {
  const figure = (
    of: (period: UsersPeriod) => number | null,
    values: readonly Value[],
    kind: "relative" | "points" = "relative",
  ): Figure => ({
    now: of(present),
    delta: deltaOf(of(present), of(before), askedMs, kind),
    spark: sparkOf(values),
  });
  const each = ({ named, users }: UsersPeriod) => share(total(named), users);
  return {
    active: figure(
      ({ users }) => (users === 0 && reported === null ? null : users),
      valuesOf(activeLines(timeline, present)),
    ),
    requestsEach: figure(each, eachLine(timeline, present)),
    score: figure(({ feedback }) => scoreOf(feedback), valuesOf(scoreLines(timeline, present))),
    completion: figure(
      ({ journeys }) => completionOf(journeys),
      valuesOf(completionLines(timeline, present)),
      "points",
    ),
  };
}

const valuesOf = ([line]: readonly Line[]): readonly Value[] => line?.values ?? [];
const total = (rows: readonly Asked[]): number =>
  rows.reduce((sum, { requests }) => sum + requests, 0);

function activeLines(timeline: Timeline, { activeAt }: UsersPeriod): Line[] {
  const users = new Map(activeAt.map(({ at, users }) => [at?.getTime() ?? 0, users]));
  const values = counted(timeline, (start) => users.get(start));
  return [{ key: "active", label: "Active users", values: withoutOpen(values, timeline) }];
}

/** People cannot be counted by the minute: a bucket that has hardly begun would end every line in a fall. */
function withoutOpen(values: readonly Value[], { starts, stepMs, nowMs }: Timeline): Value[] {
  return values.map((value, i) => {
    const passed = nowMs - (starts[i] ?? 0);
    return passed < OPEN_UNTIL * stepMs ? null : value;
  });
}

function eachLine(timeline: Timeline, { named, activeAt }: UsersPeriod): Value[] {
  const requests = new Map(named.map(({ at, requests }) => [at?.getTime() ?? 0, requests]));
  const users = new Map(activeAt.map(({ at, users }) => [at?.getTime() ?? 0, users]));
  return measured(timeline, (start) => share(requests.get(start) ?? 0, users.get(start) ?? 0));
}

function requestLines({ present, requests }: FoundUsers, timeline: Timeline): Line[] {
  const named = new Map(present.named.map(({ at, requests }) => [at?.getTime() ?? 0, requests]));
  const all = new Map(requests.map(({ at, requests }) => [at?.getTime() ?? 0, requests]));
  const nameless = (start: number) => {
    const count = all.get(start);
    return count === undefined ? undefined : Math.max(0, count - (named.get(start) ?? 0));
  };
  return [
    {
      key: "named",
      label: "With a user",
      values: perMinute(timeline, (start) => named.get(start)),
    },
    { key: "nameless", label: "Without a user", values: perMinute(timeline, nameless) },
  ];
}

const scoreOf = (rows: readonly Tally[]): number | null =>
  starsOf(
    rows.reduce((all, { sum }) => all + sum, 0),
    rows.reduce((all, { n }) => all + n, 0),
  );

/** Rows by the start of their bucket. */
function byBucket(rows: readonly Tally[]): ReadonlyMap<number, readonly Tally[]> {
  const buckets = new Map<number, Tally[]>();
  for (const row of rows) {
    const start = row.at?.getTime();
    if (start === undefined) continue;
    const bucket = buckets.get(start) ?? [];
    buckets.set(start, bucket);
    bucket.push(row);
  }
  return buckets;
}

function scoreLines(timeline: Timeline, { feedback }: UsersPeriod): Line[] {
  const buckets = byBucket(feedback);
  const values = measured(timeline, (start) => scoreOf(buckets.get(start) ?? []));
  return [{ key: "score", label: "Score", values }];
}

const labelled = (rows: readonly Tally[], label: string): number =>
  rows.reduce((sum, row) => sum + (row.label === label ? row.n : 0), 0);

/** Completed of started. At the edges of a range a journey may start outside and end inside: never above all. */
export function completionOf(rows: readonly Tally[]): number | null {
  const rate = share(labelled(rows, "complete"), labelled(rows, "start"));
  return rate === null ? null : Math.min(1, rate);
}

function completionLines(timeline: Timeline, { journeys }: UsersPeriod): Line[] {
  const buckets = byBucket(journeys);
  const values = measured(timeline, (start) => completionOf(buckets.get(start) ?? []));
  return [{ key: "completion", label: "Completed of started", values }];
}

export function feedbackOf(rows: readonly Tally[]): Feedback {
  const [up, neutral, down] = ["up", "neutral", "down"].map((label) => labelled(rows, label));
  return {
    n: rows.reduce((sum, { n }) => sum + n, 0),
    up: up ?? 0,
    neutral: neutral ?? 0,
    down: down ?? 0,
  };
}

/** Most started first. */
export function journeyRows(rows: readonly Tally[]): JourneyRow[] {
  const names = [...new Set(rows.map(({ name }) => name))];
  return names
    .map((journey) => {
      const own = rows.filter(({ name }) => name === journey);
      const [started, completed, abandoned] = [
        labelled(own, "start"),
        labelled(own, "complete"),
        labelled(own, "abandon"),
      ];
      const under = Math.max(0, started - completed - abandoned);
      return { journey, started, completed, abandoned, under, rate: completionOf(own) };
    })
    .toSorted((a, b) => b.started - a.started || (a.journey < b.journey ? -1 : 1));
}

const userRow = (row: StoredUser): UserRow => ({
  user: row.user,
  requests: row.requests,
  errors: row.errors,
  errorRate: share(row.errors, row.requests),
  costUsd: dollarsOf(row.costPicos),
  score: starsOf(row.feedbackSum, row.feedbackN),
  feedbackN: row.feedbackN,
  lastAt: row.lastAt.toISOString(),
});

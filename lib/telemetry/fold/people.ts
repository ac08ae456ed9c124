/** What each user did, and the signs of life of each environment. */
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { type Key, UNIT } from "./key";

export type UserPartial = {
  readonly key: Key;
  readonly user: string;
  requests: number;
  errors: number;
  costPicos: bigint;
  feedbackN: number;
  feedbackSum: number;
  lastAt: number;
};

export type People = {
  readonly users: Map<string, UserPartial>;
  /** By name within what a key starts with: names are short, whole ids are not. */
  readonly usersOf: Map<string, Map<string, UserPartial>>;
};

const start = (key: Key, user: string, lastAt: number): UserPartial => ({
  key,
  user,
  requests: 0,
  errors: 0,
  costPicos: 0n,
  feedbackN: 0,
  feedbackSum: 0,
  lastAt,
});

/** What somebody did, as far as it is counted here. */
type Act = Pick<Row, "ts" | "kind" | "isError" | "value" | "costPicos">;

export function foldUser(into: People, row: Act, key: Key, name: string): void {
  const user = key.cap("user", name);
  let known = into.usersOf.get(key.start);
  if (!known) {
    known = new Map();
    into.usersOf.set(key.start, known);
  }
  let partial = known.get(user);
  if (!partial) {
    partial = start(key, user, row.ts);
    known.set(user, partial);
    into.users.set(key.start + user, partial);
  }
  if (row.ts > partial.lastAt) partial.lastAt = row.ts;
  if (row.costPicos !== null) partial.costPicos += row.costPicos;
  if (row.kind === KIND_NUMBER.request) {
    partial.requests++;
    if (row.isError) partial.errors++;
  } else if (row.kind === KIND_NUMBER.feedback) {
    partial.feedbackN++;
    partial.feedbackSum += row.value ?? 0;
  }
}

export type PulsePartial = {
  readonly projectId: number;
  readonly environment: string;
  readonly kind: number;
  n: number;
  firstAt: number;
  newestAt: number;
  receivedAt: number;
};

export function foldPulse(
  into: Map<string, PulsePartial>,
  row: Row,
  { projectId, environment }: Key,
  receivedAt: number,
): void {
  const id = `${projectId}${UNIT}${row.kind}${UNIT}${environment}`;
  let partial = into.get(id);
  if (!partial) {
    const seen = { firstAt: row.ts, newestAt: row.ts, receivedAt };
    partial = { projectId, environment, kind: row.kind, n: 0, ...seen };
    into.set(id, partial);
  }
  partial.n++;
  if (row.ts < partial.firstAt) partial.firstAt = row.ts;
  if (row.ts > partial.newestAt) partial.newestAt = row.ts;
  if (receivedAt > partial.receivedAt) partial.receivedAt = receivedAt;
}

/** Rows folded into one-minute partial rollups: the same sums whatever the order or the batches they came in. */
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { type CounterPartial, foldCounters } from "./counters";
import { type ErrorPartial, foldError } from "./errors";
import { type Cap, keyOf } from "./key";
import { foldPulse, foldUser, type PulsePartial, type UserPartial } from "./people";
import { foldSketches, type SketchPartial } from "./sketches";
import { foldTallies, type TallyPartial } from "./tallies";

export type Partials = {
  readonly counters: Map<string, CounterPartial>;
  readonly sketches: Map<string, SketchPartial>;
  readonly tallies: Map<string, TallyPartial>;
  readonly users: Map<string, UserPartial>;
  readonly errors: Map<string, ErrorPartial>;
  readonly pulses: Map<string, PulsePartial>;
};

export const emptyPartials = (): Partials => ({
  counters: new Map(),
  sketches: new Map(),
  tallies: new Map(),
  users: new Map(),
  errors: new Map(),
  pulses: new Map(),
});

const { request, llm_call: call } = KIND_NUMBER;

export function foldRow(into: Partials, row: Row, receivedAtMs: number, cap: Cap): void {
  const key = keyOf(row, cap);
  if (row.kind === request || row.kind === call) foldCounters(into.counters, row, key);
  foldSketches(into.sketches, row, key);
  foldTallies(into.tallies, row, key);
  if (row.user !== null) foldUser(into.users, row, key, row.user);
  if (row.fingerprint !== null) foldError(into.errors, row, key, row.fingerprint);
  foldPulse(into.pulses, row, key, receivedAtMs);
}

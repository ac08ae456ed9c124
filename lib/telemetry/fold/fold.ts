/** Rows folded into one-minute partial rollups: the same sums whatever the order or the batches they came in. */
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { type Counters, foldCounters } from "./counters";
import { type ErrorPartial, foldError } from "./errors";
import { type Cap, type Keys, keyOf } from "./key";
import { foldPulse, foldUser, type People, type PulsePartial } from "./people";
import { foldSketches, type Sketches } from "./sketches";
import { foldTallies, type Tallies } from "./tallies";

type Rest = {
  readonly errors: Map<string, ErrorPartial>;
  readonly pulses: Map<string, PulsePartial>;
};
export type Partials = Keys & Counters & Sketches & Tallies & People & Rest;

export const emptyPartials = (): Partials => ({
  keys: new Map(),
  counters: new Map(),
  countersOf: new Map(),
  sketches: new Map(),
  sketchesOf: new Map(),
  tallies: new Map(),
  talliesOf: new Map(),
  users: new Map(),
  usersOf: new Map(),
  errors: new Map(),
  pulses: new Map(),
});

const { request, llm_call: call } = KIND_NUMBER;

export function foldRow(into: Partials, row: Row, receivedAtMs: number, cap: Cap): void {
  const key = keyOf(into, row, cap);
  if (row.kind === request || row.kind === call) foldCounters(into, row, key);
  foldSketches(into, row, key);
  foldTallies(into, row, key);
  if (row.user !== null) foldUser(into, row, key, row.user);
  if (row.fingerprint !== null) foldError(into.errors, row, key, row.fingerprint);
  foldPulse(into.pulses, row, key, receivedAtMs);
}

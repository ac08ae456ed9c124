/** Counts of names with labels: feedback, gates, journeys, outcomes, health, logs, errors, codes and cache layers. */
import type { Row } from "@/lib/telemetry/row";
import { EVENT_KINDS } from "@/lib/telemetry/schema";
import { type Key, UNIT } from "./key";

export type TallyPartial = {
  readonly key: Key;
  readonly kind: string;
  readonly name: string;
  readonly label: string;
  n: number;
  sum: number;
};
export type Tallies = {
  readonly tallies: Map<string, TallyPartial>;
  /** By kind, name and label within one key. */
  readonly talliesOf: Map<Key, Map<string, TallyPartial>>;
};

/** Around the middle of 0..1: thumbs are the ends, three of five stars is the middle. */
const opinionOf = (score: number): string =>
  score > 0.5 ? "up" : score < 0.5 ? "down" : "neutral";

export function foldTallies(into: Tallies, row: Row, key: Key): void {
  if (row.fingerprint !== null) foldFailure(into, row, key, row.fingerprint);
  const name = row.name ?? "";
  const status = row.status ?? "";
  const value = row.value ?? 0;
  switch (EVENT_KINDS[row.kind - 1]) {
    case "request":
      if (row.statusCode !== null) addTo(into, key, "status", String(row.statusCode), "", 0);
      if (row.cache !== null) {
        addNamed(into, key, "cache", row.cacheLayer ?? "", row.cache, row.durationMs ?? 0);
      }
      break;
    case "feedback":
      addNamed(into, key, "feedback", "", opinionOf(value), value);
      break;
    case "evaluation":
      addNamed(into, key, "evaluation", name, status, value);
      break;
    case "journey_step":
      addNamed(into, key, "journey", name, status, 0);
      break;
    case "outcome":
      foldOutcome(into, row, key);
      break;
    case "health":
      addNamed(into, key, "health", name, status, 0);
      break;
    case "log":
      addNamed(into, key, "log", name, status, 0);
      break;
  }
}

/** Values of one type may have several units, which do not add up: those that succeeded are summed by unit as well. */
function foldOutcome(into: Tallies, { name, status, value, attributes }: Row, key: Key): void {
  addNamed(into, key, "outcome", name ?? "", status ?? "", value ?? 0);
  if (status !== "succeeded") return;
  addNamed(into, key, "outcome_unit", name ?? "", String(attributes?.$unit ?? ""), value ?? 0);
}

function foldFailure(into: Tallies, row: Row, key: Key, fingerprint: string): void {
  const label = key.cap("label", row.failure?.type ?? "");
  addTo(into, key, "error", key.cap("error", fingerprint), label, 0);
  if (key.provider) addTo(into, key, "provider_error", key.provider, label, 0);
}

function addNamed(
  into: Tallies,
  key: Key,
  kind: string,
  name: string,
  label: string,
  sum: number,
): void {
  addTo(into, key, kind, name && key.cap("name", name), label && key.cap("label", label), sum);
}

function addTo(
  into: Tallies,
  key: Key,
  kind: string,
  name: string,
  label: string,
  sum: number,
): void {
  const near = `${kind}${UNIT}${name}${UNIT}${label}`;
  let known = into.talliesOf.get(key);
  if (!known) {
    known = new Map();
    into.talliesOf.set(key, known);
  }
  let partial = known.get(near);
  if (!partial) {
    partial = tallyAt(into, key, kind, name, label);
    known.set(near, partial);
  }
  partial.n++;
  partial.sum += sum;
}

function tallyAt(
  { tallies }: Tallies,
  key: Key,
  kind: string,
  name: string,
  label: string,
): TallyPartial {
  const id = `${key.start}${kind}${UNIT}${key.agent}${UNIT}${name}${UNIT}${label}`;
  const partial = tallies.get(id) ?? { key, kind, name, label, n: 0, sum: 0 };
  tallies.set(id, partial);
  return partial;
}

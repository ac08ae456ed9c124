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
type Into = Map<string, TallyPartial>;

/** Around the middle of 0..1: thumbs are the ends, three of five stars is the middle. */
const opinionOf = (score: number): string =>
  score > 0.5 ? "up" : score < 0.5 ? "down" : "neutral";

export function foldTallies(into: Into, row: Row, key: Key): void {
  if (row.fingerprint !== null) foldFailure(into, row, key, row.fingerprint);
  const add = (kind: string, name: string, label: string, sum = 0) =>
    addTo(into, key, kind, name && key.cap("name", name), label && key.cap("label", label), sum);
  const [name, status, value] = [row.name ?? "", row.status ?? "", row.value ?? 0];
  switch (EVENT_KINDS[row.kind - 1]) {
    case "request":
      if (row.statusCode !== null) addTo(into, key, "status", String(row.statusCode), "", 0);
      if (row.cache !== null) add("cache", row.cacheLayer ?? "", row.cache, row.durationMs ?? 0);
      break;
    case "feedback":
      add("feedback", "", opinionOf(value), value);
      break;
    case "evaluation":
      add("evaluation", name, status, value);
      break;
    case "journey_step":
      add("journey", name, status);
      break;
    case "outcome":
      add("outcome", name, status, value);
      break;
    case "health":
      add("health", name, status);
      break;
    case "log":
      add("log", name, status);
      break;
  }
}

function foldFailure(into: Into, row: Row, key: Key, fingerprint: string): void {
  const label = key.cap("label", row.failure?.type ?? "");
  addTo(into, key, "error", key.cap("error", fingerprint), label, 0);
  if (key.provider) addTo(into, key, "provider_error", key.provider, label, 0);
}

function addTo(into: Into, key: Key, kind: string, name: string, label: string, sum: number): void {
  const id = `${key.start}${kind}${UNIT}${key.agent}${UNIT}${name}${UNIT}${label}`;
  let partial = into.get(id);
  if (!partial) {
    partial = { key, kind, name, label, n: 0, sum: 0 };
    into.set(id, partial);
  }
  partial.n++;
  partial.sum += sum;
}

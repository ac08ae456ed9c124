/** One whole failure as people read it: what was said, where, and the id to find it by. */
import type { Sample } from "./schema";

/** The words for what a sample may hold, in the order people look for them; whatever else follows. */
const WORDS: Readonly<Record<string, string>> = {
  environment: "Environment",
  agent: "Agent",
  agentType: "Agent type",
  provider: "Provider",
  model: "Model",
  version: "Version",
  variant: "Variant",
  status: "Outcome",
  statusCode: "Response code",
  durationMs: "Took (ms)",
  kind: "Kind of event",
  user: "User",
  session: "Session",
  parentId: "Parent",
};
/** Shown apart from the rest, or already said by the page. */
const APART = ["at", "ts", "message", "traceId", "id", "attributes", "fingerprint", "error"];

/** It comes from outside by way of JSON: whatever it holds is turned into text, never trusted. */
function sampleOf(stored: unknown): Sample {
  const sample = recordOf(stored);
  const known = Object.keys(WORDS).filter((name) => name in sample);
  const rest = Object.keys(sample).filter((name) => !(name in WORDS) && !APART.includes(name));
  const entries = [
    ...[...known, ...rest].map((name) => [WORDS[name] ?? name, sample[name]] as const),
    ...Object.entries(recordOf(sample.attributes)),
  ];
  return {
    at: instantOf(sample.at ?? sample.ts),
    message: textOf(sample.message),
    traceId: textOf(sample.traceId),
    eventId: textOf(sample.id),
    context: entries.flatMap(([name, value]) => {
      const written = textOf(value);
      return written === null ? [] : [{ name, value: written }];
    }),
  };
}

/** Newest first; a single sample and a list of them are both understood. */
export function samplesOf(stored: unknown): Sample[] {
  const list = Array.isArray(stored) ? stored : [stored];
  return list
    .filter((one) => Object.keys(recordOf(one)).length > 0)
    .map(sampleOf)
    .toSorted((a, b) => ((a.at ?? "") < (b.at ?? "") ? 1 : -1));
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function instantOf(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

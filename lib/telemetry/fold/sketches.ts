/** Distributions by single dimensions: additive in the number of names, never multiplied. */
import { emptySketch, observe, type Sketch } from "@/lib/core/sketch";
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { type Key, UNIT } from "./key";

export type SketchPartial = {
  readonly key: Key;
  readonly subject: string;
  readonly dim: string;
  readonly name: string;
  readonly sketch: Sketch;
  last: number;
  lastAt: number;
};
type Subject = "request" | "request_ttft" | "call" | "ttft";
export type Sketches = {
  readonly sketches: Map<string, SketchPartial>;
  /** All that one value of a subject goes into. */
  readonly sketchesOf: Map<Key, Partial<Record<Subject, readonly SketchPartial[]>>>;
};

const { request, llm_call: call, metric, health } = KIND_NUMBER;

export function foldSketches(into: Sketches, row: Row, key: Key): void {
  switch (row.kind) {
    case request:
      addAll(into, row, key, "request", row.durationMs);
      addAll(into, row, key, "request_ttft", row.ttftMs);
      if (row.steps !== null) foldSteps(into, row, key, row.steps);
      break;
    case call:
      addAll(into, row, key, "call", row.durationMs);
      addAll(into, row, key, "ttft", row.ttftMs);
      break;
    case metric:
      foldMetric(into, row, key);
      break;
    case health:
      foldHealth(into, row, key);
      break;
  }
}

function foldMetric(into: Sketches, row: Row, key: Key): void {
  if (row.name === null || row.value === null) return;
  const series = key.cap("metric", `${row.name}${UNIT}${row.labels ?? ""}`);
  add(partialAt(into, row, key, "metric", "name", series), row, row.value);
}

function foldHealth(into: Sketches, row: Row, key: Key): void {
  if (row.name === null || row.durationMs === null) return;
  const component = `${key.cap("name", row.name)}${UNIT}`;
  add(partialAt(into, row, key, "health", "name", component), row, row.durationMs);
}

function foldSteps(into: Sketches, row: Row, key: Key, steps: NonNullable<Row["steps"]>): void {
  for (const { name: sent, durationMs } of steps) {
    const name = key.cap("name", sent);
    add(partialAt(into, row, key, "step", "name", `${name}${UNIT}`), row, durationMs);
    if (key.agent) {
      add(partialAt(into, row, key, "step", "agent", key.agent + UNIT + name), row, durationMs);
    }
  }
}

function addAll(into: Sketches, row: Row, key: Key, subject: Subject, value: number | null): void {
  if (value === null) return;
  let known = into.sketchesOf.get(key);
  if (!known) {
    known = {};
    into.sketchesOf.set(key, known);
  }
  known[subject] ??= namesOf(subject, key).map(([dim, name]) =>
    partialAt(into, row, key, subject, dim, name),
  );
  for (const partial of known[subject]) add(partial, row, value);
}

type Named = readonly [dim: string, name: string];

function namesOf(subject: Subject, key: Key): Named[] {
  const { agent, agentType, version, variant } = key;
  const names: Named[] = [["all", ""]];
  if (agent) names.push(["agent", agent]);
  if (subject === "call" || subject === "ttft") {
    names.push(["model", key.provider + UNIT + key.model]);
  }
  if (subject !== "request") return names;
  if (agentType) names.push(["agent_type", agentType]);
  if (version) names.push(["version", agent + UNIT + version]);
  if (variant) names.push(["variant", agent + UNIT + variant]);
  return names;
}

function partialAt(
  { sketches }: Sketches,
  row: Row,
  key: Key,
  subject: string,
  dim: string,
  name: string,
): SketchPartial {
  const id = `${key.start}${subject}${UNIT}${dim}${UNIT}${name}`;
  let partial = sketches.get(id);
  if (!partial) {
    partial = { key, subject, dim, name, sketch: emptySketch(), last: 0, lastAt: row.ts };
    sketches.set(id, partial);
  }
  return partial;
}

function add(partial: SketchPartial, row: Row, value: number): void {
  observe(partial.sketch, value);
  if (row.ts >= partial.lastAt) {
    partial.last = value;
    partial.lastAt = row.ts;
  }
}

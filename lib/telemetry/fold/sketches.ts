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
type Into = Map<string, SketchPartial>;

const { request, llm_call: call, metric, health } = KIND_NUMBER;

export function foldSketches(into: Into, row: Row, key: Key): void {
  switch (row.kind) {
    case request:
      foldRequest(into, row, key);
      break;
    case call:
      if (row.durationMs !== null) foldCall(into, row, key, "call", row.durationMs);
      if (row.ttftMs !== null) foldCall(into, row, key, "ttft", row.ttftMs);
      break;
    case metric:
      if (row.name !== null && row.value !== null) {
        const series = key.cap("metric", `${row.name}${UNIT}${row.labels ?? ""}`);
        add(into, row, key, "metric", "name", series, row.value);
      }
      break;
    case health:
      if (row.name !== null && row.durationMs !== null) {
        const component = `${key.cap("name", row.name)}${UNIT}`;
        add(into, row, key, "health", "name", component, row.durationMs);
      }
      break;
  }
}

function foldRequest(into: Into, row: Row, key: Key): void {
  if (row.durationMs !== null) foldLatency(into, row, key, row.durationMs);
  if (row.ttftMs !== null) {
    add(into, row, key, "request_ttft", "all", "", row.ttftMs);
    if (key.agent) add(into, row, key, "request_ttft", "agent", key.agent, row.ttftMs);
  }
  if (row.steps === null) return;
  for (const step of row.steps) {
    const name = key.cap("name", step.name);
    add(into, row, key, "step", "name", `${name}${UNIT}`, step.durationMs);
    if (key.agent) add(into, row, key, "step", "agent", key.agent + UNIT + name, step.durationMs);
  }
}

function foldLatency(into: Into, row: Row, key: Key, value: number): void {
  const { agent, agentType, version, variant } = key;
  add(into, row, key, "request", "all", "", value);
  if (agent) add(into, row, key, "request", "agent", agent, value);
  if (agentType) add(into, row, key, "request", "agent_type", agentType, value);
  if (version) add(into, row, key, "request", "version", agent + UNIT + version, value);
  if (variant) add(into, row, key, "request", "variant", agent + UNIT + variant, value);
}

function foldCall(into: Into, row: Row, key: Key, subject: string, value: number): void {
  add(into, row, key, subject, "all", "", value);
  if (key.agent) add(into, row, key, subject, "agent", key.agent, value);
  add(into, row, key, subject, "model", key.provider + UNIT + key.model, value);
}

function add(
  into: Into,
  row: Row,
  key: Key,
  subject: string,
  dim: string,
  name: string,
  value: number,
): void {
  const id = `${key.start}${subject}${UNIT}${dim}${UNIT}${name}`;
  let partial = into.get(id);
  if (!partial) {
    partial = { key, subject, dim, name, sketch: emptySketch(), last: value, lastAt: row.ts };
    into.set(id, partial);
  }
  observe(partial.sketch, value);
  if (row.ts >= partial.lastAt) {
    partial.last = value;
    partial.lastAt = row.ts;
  }
}

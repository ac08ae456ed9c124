/** How the rollups spell what a rule calls by name. */
import type { Dimension } from "@/lib/alerts/filter";
import type { Labels } from "@/lib/alerts/labels";
import type { CounterDim } from "@/lib/telemetry/store/counters";
import type { SketchDim } from "@/lib/telemetry/store/sketches";
import type { Source } from "./ask";

export const DIMENSION_COLUMNS: Readonly<Record<CounterDim, string>> = {
  environment: "environment",
  agent: "agent",
  agentType: "agent_type",
  provider: "provider",
  model: "model",
  version: "version",
  variant: "variant",
};

const SEPARATOR = "\u001f";

type Place = {
  readonly dims: Readonly<Partial<Record<Dimension, string>>>;
  readonly labels: Labels;
  /** Of a metric or a step. */
  readonly name: string;
};

/** The parts of each kind of key, in their order. */
const PARTS: Readonly<Record<SketchDim, readonly Dimension[]>> = {
  all: [],
  agent: ["agent"],
  agent_type: ["agentType"],
  version: ["agent", "version"],
  variant: ["agent", "variant"],
  model: ["provider", "model"],
  name: [],
};

export function placeOf(
  source: Extract<Source, { store: "sketch" | "metric" }>,
  key: string,
): Place {
  const parts = key.split(SEPARATOR);
  if (source.store === "metric") {
    const [name = "", labels = ""] = parts;
    return { dims: {}, labels: labelsOf(labels), name };
  }
  if (source.subject === "step") {
    const [first = "", second = ""] = parts;
    return source.dim === "agent"
      ? { dims: { agent: first }, labels: {}, name: second }
      : { dims: {}, labels: {}, name: first };
  }
  const dims = Object.fromEntries(PARTS[source.dim].map((dim, i) => [dim, parts[i] ?? ""]));
  return { dims, labels: {}, name: "" };
}

/** `host=a,zone=b`. A value may hold a comma: only what looks like another name after it ends it. */
function labelsOf(text: string): Labels {
  if (text === "") return {};
  const pairs = text.split(/,(?=[^,=]+=)/).map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

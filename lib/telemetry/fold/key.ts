/** What tells the rows of a rollup apart: a minute and bounded names. */
import { MINUTE } from "@/lib/core/time";
import { copyText, copyTime } from "@/lib/telemetry/copy-text";
import type { Row } from "@/lib/telemetry/row";

export type Dimension =
  | "environment"
  | "agent"
  | "agent_type"
  | "provider"
  | "model"
  | "version"
  | "variant"
  | "user"
  | "error"
  | "metric"
  | "name"
  | "label";
/** Bounds how many distinct values a dimension may have in the rollups; raw events keep their own. */
export type Cap = (dimension: Dimension, projectId: number, value: string) => string;

/** What tells rows of one rollup apart, bounded, with '' for absent. */
export type Key = {
  readonly projectId: number;
  readonly bucket: number;
  readonly environment: string;
  /** Project, bucket and environment, joined: how every rollup's own key begins. */
  readonly start: string;
  /** The same three as the columns that every table of rollups begins with. */
  readonly place: string;
  readonly agent: string;
  readonly agentType: string;
  readonly provider: string;
  readonly model: string;
  readonly version: string;
  readonly variant: string;
  readonly cap: (dimension: Dimension, value: string) => string;
};

/** Joins the parts of a key; names hold no control characters. */
export const UNIT = "\u001f";

export type Keys = { readonly keys: Map<string, Key> };

/** Where a row belongs. */
export type Place = Pick<
  Row,
  | "projectId"
  | "ts"
  | "environment"
  | "agent"
  | "agentType"
  | "provider"
  | "model"
  | "version"
  | "variant"
>;

/** Neighbours mostly share their key, so it is made once: what was folded under it is found by it. */
export function keyOf({ keys }: Keys, row: Place, cap: Cap): Key {
  const bucket = Math.floor(row.ts / MINUTE) * MINUTE;
  const { agent, agentType, provider, model, version, variant } = row;
  const id = `${row.projectId}${UNIT}${bucket}${UNIT}${row.environment}${UNIT}${agent ?? ""}${UNIT}${agentType ?? ""}${UNIT}${provider ?? ""}${UNIT}${model ?? ""}${UNIT}${version ?? ""}${UNIT}${variant ?? ""}`;
  const kept = keys.get(id);
  if (kept) return kept;
  const made = makeKey(row, bucket, cap);
  // A name beyond the bound is counted each time it comes, so its key is not kept.
  if (!made.isCapped) keys.set(id, made.key);
  return made.key;
}

function makeKey(row: Place, bucket: number, cap: Cap): { key: Key; isCapped: boolean } {
  const { projectId } = row;
  let isCapped = false;
  const bounded = (dimension: Dimension, value: string) =>
    value === "" ? "" : cap(dimension, projectId, value);
  const own = (dimension: Dimension, value: string | null): string => {
    const known = bounded(dimension, value ?? "");
    isCapped ||= known !== (value ?? "");
    return known;
  };
  const environment = own("environment", row.environment);
  const key = {
    projectId,
    bucket,
    environment,
    start: `${projectId}${UNIT}${bucket}${UNIT}${environment}${UNIT}`,
    place: `${projectId}\t${copyTime(bucket)}\t${copyText(environment)}`,
    agent: own("agent", row.agent),
    agentType: own("agent_type", row.agentType),
    provider: own("provider", row.provider),
    model: own("model", row.model),
    version: own("version", row.version),
    variant: own("variant", row.variant),
    cap: bounded,
  };
  return { key, isCapped };
}

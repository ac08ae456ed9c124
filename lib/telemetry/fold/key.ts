/** What tells the rows of a rollup apart: a minute and bounded names. */
import { MINUTE } from "@/lib/core/time";
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

export function keyOf(row: Row, cap: Cap): Key {
  const { projectId } = row;
  const bounded = (dimension: Dimension, value: string | null) =>
    value === null || value === "" ? "" : cap(dimension, projectId, value);
  const bucket = Math.floor(row.ts / MINUTE) * MINUTE;
  const environment = bounded("environment", row.environment);
  return {
    projectId,
    bucket,
    environment,
    start: `${projectId}${UNIT}${bucket}${UNIT}${environment}${UNIT}`,
    agent: bounded("agent", row.agent),
    agentType: bounded("agent_type", row.agentType),
    provider: bounded("provider", row.provider),
    model: bounded("model", row.model),
    version: bounded("version", row.version),
    variant: bounded("variant", row.variant),
    cap: bounded,
  };
}

/** Readiness as probes, the command line and the data page read it. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

const HEALTH_STATES = ["healthy", "degraded", "unhealthy"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

const READINESS_PARTS = [
  "database",
  "migrations",
  "partitions",
  "worker",
  "compaction",
  "notifications",
  "reconciliation",
] as const;
export type ReadinessPart = (typeof READINESS_PARTS)[number];

export const noInputSchema = z.object({});
/** A key knows its project; a person has to name one. */
export const scrapeSchema = z.object({ project: projectField.optional() });

export type PartVerdict = {
  readonly name: ReadinessPart;
  readonly status: HealthState;
  /** How long the check took. */
  readonly latencyMs: number;
  readonly message: string;
};

export type Readiness = {
  readonly status: HealthState;
  readonly checkedAt: string;
  readonly components: readonly PartVerdict[];
};

export type Liveness = {
  readonly status: "healthy";
  readonly uptimeSeconds: number;
};

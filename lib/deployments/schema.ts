/** What the deployments page asks, sends and is told. */
import { z } from "zod";
import { askWith, projectField } from "@/lib/core/ask";
import type { CheckPoint } from "./checklist";
import type { SignalView, Validation } from "./window";

export const deploymentsAskSchema = askWith({});
export const deploymentAskSchema = z.strictObject({ project: projectField, id: z.uuid() });

const revisionField = z.int().min(0).describe("As it was read: an older one is refused.");

export const checklistSchema = deploymentAskSchema.extend({
  revision: revisionField,
  points: z
    .array(
      z.strictObject({
        part: z.enum(["before", "during", "after"]),
        text: z.string().trim().min(1, "says nothing").max(500),
        isDone: z.boolean(),
      }),
    )
    .max(200, "takes at most 200 points"),
});
export const signOffSchema = deploymentAskSchema.extend({
  revision: revisionField,
  note: z.string().trim().max(2_000),
});

export type DeploymentRow = {
  readonly id: string;
  readonly at: string;
  readonly environment: string;
  readonly agent: string;
  readonly version: string;
  readonly previousVersion: string | null;
  readonly status: string;
  readonly author: string | null;
  readonly description: string | null;
  readonly url: string | null;
  /** Open points, of how many; null until somebody has looked at its list. */
  readonly checks: { readonly open: number; readonly of: number } | null;
  readonly signedOffBy: string | null;
};
export type DeploymentsView = { readonly deployments: readonly DeploymentRow[] };

export type SmokeTest = {
  readonly gate: string;
  readonly passed: number;
  readonly failed: number;
};

export type DeploymentDetail = {
  readonly deployment: DeploymentRow;
  readonly signals: readonly SignalView[];
  readonly requests: { readonly before: number; readonly after: number };
  readonly validation: { readonly word: Validation; readonly leftMs: number | null };
  /** Quality gates of this version within an hour of it. */
  readonly smoke: readonly SmokeTest[];
  readonly review: {
    readonly revision: number;
    readonly points: readonly CheckPoint[];
    readonly signedOff: {
      readonly by: string;
      readonly at: string;
      readonly note: string;
    } | null;
  };
};

/** What the users page asks and is told. */
import { askSchema } from "@/lib/core/ask";
import type { Target } from "@/lib/core/targets";
import type { DeploymentMarker, Figure } from "@/lib/errors/schema";
import type { Axis, Chart, Line } from "@/lib/overview/lines";

export const usersAskSchema = askSchema;

export type UsersView = {
  readonly axis: Axis;
  readonly activeNow: { readonly users: number | null; readonly windowMs: number };
  readonly active: Figure;
  readonly requestsEach: Figure;
  /** Stars, 1 to 5. */
  readonly score: Figure;
  readonly completion: Figure;
  /** Distinct users a bucket. */
  readonly activeLines: Chart;
  /** Requests a minute that named a user, and those that did not. */
  readonly requestLines: readonly Line[];
  readonly scoreLines: Chart;
  readonly completionLines: Chart;
  readonly feedback: Feedback;
  readonly journeys: readonly JourneyRow[];
  readonly top: readonly UserRow[];
  readonly targets: { readonly score: Target; readonly completion: Target };
  readonly deployments: readonly DeploymentMarker[];
};

export type Feedback = {
  readonly n: number;
  readonly up: number;
  readonly neutral: number;
  readonly down: number;
};

export type JourneyRow = {
  readonly journey: string;
  readonly started: number;
  readonly completed: number;
  readonly abandoned: number;
  /** Begun in this time and neither completed nor abandoned so far. */
  readonly under: number;
  readonly rate: number | null;
};

export type UserRow = {
  readonly user: string;
  readonly requests: number;
  readonly errors: number;
  readonly errorRate: number | null;
  readonly costUsd: number;
  readonly score: number | null;
  readonly feedbackN: number;
  readonly lastAt: string;
};

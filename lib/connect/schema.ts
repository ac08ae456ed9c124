/** What the connect page asks and is told: whether anything has arrived, and what came last. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

export const arrivalsAskSchema = z.object({ project: projectField });

export type Arrival = {
  readonly id: string;
  readonly at: string;
  readonly receivedAt: string;
  readonly kind: string;
  readonly environment: string;
  readonly agent: string | null;
  readonly status: string | null;
};

export type ArrivalsView = {
  /** Events ever stored for the project. */
  readonly n: number;
  readonly firstAt: string | null;
  readonly receivedAt: string | null;
  readonly kinds: readonly { readonly kind: string; readonly n: number }[];
  readonly latest: readonly Arrival[];
};

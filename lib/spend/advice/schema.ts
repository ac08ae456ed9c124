/** What would lower the bill of a project. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

export const adviceAskSchema = z.object({ project: projectField });

export type AdviceView = {
  /** Of whole days that it is made from. */
  readonly days: number;
  readonly advice: readonly {
    readonly key: string;
    readonly title: string;
    readonly why: string;
    /** Dollars of thirty days: now, and what would be saved. */
    readonly now: number;
    readonly saved: number;
    readonly assumptions: readonly string[];
  }[];
};

/** What is asked and told about maintenance windows. */
import { z } from "zod";
import { nameField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { WEEKDAYS } from "@/lib/notify/maintenance";
import type { Matcher } from "@/lib/notify/matcher";
import { maintenanceSchema } from "@/lib/notify/schema";
import { type Matches, narrowMatchersField } from "@/lib/notify/silences/schema";

/** A range of dates in which nothing ever begins would be a window that nobody notices is missing. */
const specField = maintenanceSchema
  .refine(({ firstAt, lastAt }) => !firstAt || !lastAt || firstAt <= lastAt, {
    path: ["lastAt"],
    message: "has to be after the first",
  })
  .refine(({ from, to, days }) => from !== to || !isEveryDay(days), {
    path: ["to"],
    message: "is when it begins: every day, such a window of 24 hours would never close",
  });

const isEveryDay = (days: z.output<typeof maintenanceSchema>["days"]): boolean =>
  days.every === "day" || (days.every === "week" && new Set(days.on).size === WEEKDAYS.length);

const fields = {
  name: nameField,
  matchers: narrowMatchersField,
  spec: specField,
};

export const windowsAskSchema = z.object({ project: projectField });
export const windowIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
export const newWindowSchema = z.strictObject({ project: projectField, ...fields });
export const windowChangeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  /** `updatedAt` as it was read: what somebody else has changed since is not overwritten. */
  was: z.coerce.date(),
  isEnabled: z.boolean(),
  ...fields,
});
export const windowPreviewSchema = z.strictObject({ project: projectField, spec: specField });

/** As JSON carries it. */
export type WindowSpec = Omit<z.output<typeof maintenanceSchema>, "firstAt" | "lastAt"> & {
  readonly firstAt: string | null;
  readonly lastAt: string | null;
};

export type Occurrence = { readonly from: string; readonly to: string };

export type WindowView = {
  readonly id: string;
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly spec: WindowSpec;
  /** `every Tuesday, 22:00 to 02:00, Europe/Berlin`. */
  readonly says: string;
  readonly isEnabled: boolean;
  /** The one that is open now. */
  readonly open: Occurrence | null;
  /** The next ones, at most three. */
  readonly next: readonly Occurrence[];
  readonly updatedAt: string;
  /** What fires now and is meant by its matchers. */
  readonly matches: Matches;
};

export type WindowPreview = { readonly says: string; readonly next: readonly Occurrence[] };
export type WindowKept = { readonly id: string };

/** What is asked and told about calendar feeds. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

export const feedsAskSchema = z.object({ project: projectField });
export const newFeedSchema = z.strictObject({
  project: projectField,
  /** Null: all the shifts of who asks. */
  scheduleId: z.uuid().nullable(),
});
export const feedIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
/** `{token}.ics`; calendar programs add parameters of their own. */
export const calendarAskSchema = z.object({ file: z.string().max(200) });

export type FeedView = {
  readonly id: string;
  /** Null: the reader's own shifts. */
  readonly schedule: string | null;
  readonly createdAt: string;
  readonly lastReadAt: string | null;
};

/** The address is shown once: whoever has it reads the shifts without signing in. */
export type FeedMade = { readonly id: string; readonly url: string };

/** Reports of a day, a week or a month: what is asked, what is told, and to whom it is sent. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { PERIODS } from "@/lib/cost/budget/calendar";
import type { MessageTable } from "@/lib/notify/message";

const kindField = z.enum(PERIODS);
export type ReportKind = z.output<typeof kindField>;

/** `on` is any date of the period; the last whole one if it is left out. */
export const reportAskSchema = z.object({
  project: projectField,
  kind: kindField.default("daily"),
  on: z.iso.date().optional(),
});

export const subscriptionsAskSchema = z.object({ project: projectField });

export const subscriptionSchema = z.strictObject({
  project: projectField,
  kind: kindField,
  channels: z.array(z.uuid()).max(16, "takes at most 16 channels").default([]),
  hour: z.int("is a whole hour").min(0, "is 0 to 23").max(23, "is 0 to 23").default(8),
  isEnabled: z.boolean(),
});
export type SubscriptionDraft = Omit<z.input<typeof subscriptionSchema>, "project">;

export type ReportView = {
  readonly kind: ReportKind;
  /** "Week of 16 Nov 2026". */
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly isOver: boolean;
  /** A date of the period before and of the one after; null: that one has not begun. */
  readonly before: string;
  readonly after: string | null;
  readonly lines: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly MessageTable[];
  readonly assumptions: readonly string[];
};

export type SubscriptionView = {
  readonly kind: ReportKind;
  readonly channels: readonly string[];
  readonly hour: number;
  readonly isEnabled: boolean;
  readonly sentAt: string | null;
};
export type SubscriptionsView = {
  readonly timeZone: string;
  readonly subscriptions: readonly SubscriptionView[];
};

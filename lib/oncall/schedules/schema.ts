/** What is asked and told about schedules: who is on call now and next, the shifts to come, and what will go wrong. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { type Layer, scheduleSchema } from "@/lib/oncall/schema";

const MOST_WEEKS = 12;

export const onCallAskSchema = z.object({ project: projectField });
export const scheduleIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
export const timelineAskSchema = z.object({
  project: projectField,
  id: z.uuid(),
  weeks: z.coerce.number().int().min(1).max(MOST_WEEKS).default(2),
});
export const handoffAskSchema = z.object({
  project: projectField,
  id: z.uuid(),
  of: z.enum(["current", "last"]).default("current"),
});
export const newScheduleSchema = z.strictObject({
  project: projectField,
  schedule: scheduleSchema,
});
export const scheduleChangeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  /** As it was read: what somebody else has changed since is not overwritten. */
  revision: z.int().min(0),
  schedule: scheduleSchema,
});

export type ScheduleKept = { readonly id: string; readonly revision: number };

export type ShiftView = {
  readonly personId: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  /** The layer that it is of; null for an override. */
  readonly layer: string | null;
  readonly overrideId: string | null;
};

export type SpanView = { readonly from: string; readonly to: string };

export type WarningView = SpanView & {
  readonly kind: "gap" | "unreachable" | "disabled";
  /** Null for a gap. */
  readonly person: string | null;
  /** How many shifts it is about; a gap is none. */
  readonly shifts: number;
};

type OverrideView = SpanView & {
  readonly id: string;
  readonly personId: string;
  readonly person: string;
  readonly reason: string | null;
};

export type ScheduleView = {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly zone: string;
  readonly layers: readonly Layer[];
  readonly now: ShiftView | null;
  readonly next: ShiftView | null;
  /** Those that are not over. */
  readonly overrides: readonly OverrideView[];
  readonly warnings: readonly WarningView[];
};

export type PersonView = {
  readonly id: string;
  readonly name: string;
  readonly isReachable: boolean;
};

export type OnCallView = {
  readonly at: string;
  /** Who asks; null for a key. */
  readonly me: string | null;
  readonly schedules: readonly ScheduleView[];
  /** Shifts of who asks, in the next four weeks. */
  readonly mine: readonly (ShiftView & {
    readonly scheduleId: string;
    readonly schedule: string;
  })[];
  readonly people: readonly PersonView[];
};

export type TimelineView = SpanView & {
  readonly shifts: readonly ShiftView[];
  readonly gaps: readonly SpanView[];
};

export type HandoffView = {
  /** Null when there is no such shift. */
  readonly shift: ShiftView | null;
  readonly markdown: string | null;
};

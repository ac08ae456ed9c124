/** What a schedule, an override, a swap and an escalation policy may be made of. */
import { z } from "zod";
import { timeZoneField } from "@/lib/access/schema";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const nameField = z.string().trim().min(1).max(80);
const idField = z.uuid();
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as 09:00");
const wallDate = z.iso.date();

/** From and to on the wall of the schedule's zone; until the next day when `to` is not after `from`. */
const restrictionSchema = z.strictObject({
  /** 1 is Monday, as in ISO 8601: the days on which it begins. */
  days: z.array(z.literal(WEEKDAYS)).min(1).max(7),
  from: wallTime,
  to: wallTime,
});

export const layerSchema = z
  .strictObject({
    /** Tells the layers of one schedule apart. */
    name: nameField,
    /** In turn; who is named twice has two turns. */
    participants: z.array(idField).min(1).max(100),
    rotation: z.strictObject({
      every: z.int().min(1).max(168),
      unit: z.enum(["hour", "day", "week"]),
    }),
    /** The first turn begins on this date, at this time; both are of the schedule's zone. */
    startsOn: wallDate,
    handsOverAt: wallTime,
    /** The layer ends on this date, at the same time. */
    endsOn: wallDate.nullable(),
    /** Only within these; none means always. */
    restrictions: z.array(restrictionSchema).max(20),
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn > startsOn, {
    path: ["endsOn"],
    error: "must be after the day it starts on",
  });

export const scheduleSchema = z
  .strictObject({
    name: nameField,
    zone: timeZoneField,
    /** Lowest first: a later one covers the earlier ones wherever it has somebody. */
    layers: z.array(layerSchema).max(20),
  })
  .refine(({ layers }) => new Set(layers.map(({ name }) => name)).size === layers.length, {
    path: ["layers"],
    error: "two layers have the same name",
  });

const spanFields = { from: z.coerce.date(), to: z.coerce.date() };
const isForward = ({ from, to }: { from: Date; to: Date }) => from < to;
const backward = { path: ["to"], error: "must be after `from`" };

export const overrideSchema = z
  .strictObject({ personId: idField, ...spanFields, reason: z.string().trim().max(500).optional() })
  .refine(isForward, backward);

const shiftField = z.strictObject({ personId: idField, ...spanFields }).refine(isForward, backward);
/** Two shifts as somebody saw them: one that has changed meanwhile is not swapped. */
export const swapSchema = z.strictObject({ mine: shiftField, theirs: shiftField });

const targetSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("schedule"), id: idField }),
  z.strictObject({ kind: z.literal("person"), id: idField }),
  z.strictObject({ kind: z.literal("channel"), id: idField }),
]);

const minutesField = z.int().min(1).max(1_440);

export const policySchema = z.strictObject({
  name: nameField,
  steps: z
    .array(
      z.strictObject({
        targets: z.array(targetSchema).min(1).max(20),
        /** For an answer, before the next step. */
        waitMinutes: minutesField,
      }),
    )
    .min(1)
    .max(20),
  /** How often all steps are gone through again after the first time. */
  repeats: z.int().min(0).max(9),
  /** A step that reaches nobody is passed over at once instead of being waited for. */
  skipsEmpty: z.boolean(),
  /** After so long an acknowledged alert that still fires begins again; null is never. */
  acknowledgedForMinutes: minutesField.nullable(),
});

/** Where an escalation stands, as it is stored between two looks. */
export const escalationSchema = z.strictObject({
  /** Steps done so far, those of all rounds counted on. */
  done: z.int().min(0),
  /** When the next step is due. */
  dueAt: z.coerce.date(),
  /** The acknowledgement that ran out and is not heeded again. */
  expiredAt: z.coerce.date().nullable(),
});

export type Layer = z.output<typeof layerSchema>;
export type Restriction = z.output<typeof restrictionSchema>;
export type Override = z.output<typeof overrideSchema> & { readonly id: string };
export type Schedule = z.output<typeof scheduleSchema> & {
  readonly id: string;
  /** Oldest first: of two over the same time the later one counts. */
  readonly overrides: readonly Override[];
};
export type Target = z.output<typeof targetSchema>;
export type Policy = z.output<typeof policySchema>;
export type Escalation = z.output<typeof escalationSchema>;

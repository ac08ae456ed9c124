/** Alerts as Prometheus and its kin post them to an Alertmanager: judged one by one, completed, and merged with what is known. */
import { z } from "zod";
import { labelFingerprint } from "@/lib/core/hash";
import { firstOf } from "@/lib/core/misfit/misfit";
import { unstorableAt } from "@/lib/core/storable";
import { MINUTE } from "@/lib/core/time";
import type { Labels } from "./notice";

/** One that is not posted again and names no end counts as over after so long. */
export const RESOLVE_AFTER_MS = 5 * MINUTE;

const MAX_LABELS = 64;
const MAX_VALUE = 4_096;
/** Go's zero time, which says "not given". */
const ZERO_YEAR = /^0001-01-01T/;
const EARLIEST = new Date("1970-01-01T00:00:00Z");
const LATEST = new Date("9999-12-31T23:59:59.999Z");

/** Null for what is no time, and for times that nobody means and not every program can write. */
export function timeOf(text: string): Date | null {
  const at = new Date(text);
  return at >= EARLIEST && at <= LATEST ? at : null;
}

export type PostedAlert = {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Nobody said when it ends: it is over unless it is posted again. */
  readonly isEndAssumed: boolean;
  /** It says so itself, as an Alertmanager does when it tells of an end. */
  readonly isResolved: boolean;
  readonly generatorUrl: string;
};

const texts = z.record(z.string(), z.string().max(MAX_VALUE)).default({});
const instant = z
  .string()
  .max(64)
  .transform((text, context) => {
    if (ZERO_YEAR.test(text)) return null;
    const at = timeOf(text);
    if (at) return at;
    context.addIssue({
      code: "custom",
      message: "expected a time such as 2026-11-20T09:52:28Z, of the years 1970 to 9999",
    });
    return z.NEVER;
  })
  .nullish();
/** Unknown keys are let through: newer senders have more. */
const posted = z.object({
  labels: texts,
  annotations: texts,
  startsAt: instant,
  endsAt: instant,
  generatorURL: z.string().max(2_048).default(""),
  /** Of the webhook; whoever posts to the API may have anything here. */
  status: z.unknown().optional(),
});

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

export type Intake = {
  /** Stored even when others of the batch are refused, as Alertmanager does. */
  readonly alerts: readonly PostedAlert[];
  readonly refusals: readonly { readonly index: number; readonly message: string }[];
};

export function takeAlerts(batch: readonly unknown[], now: Date): Intake {
  const alerts: PostedAlert[] = [];
  const refusals: { index: number; message: string }[] = [];
  batch.forEach((value, index) => {
    const judged = judge(value, now);
    if (typeof judged === "string") refusals.push({ index, message: judged });
    else alerts.push(judged);
  });
  return { alerts, refusals };
}

function judge(value: unknown, now: Date): PostedAlert | string {
  const parsed = posted.safeParse(value);
  if (!parsed.success) return firstOf(parsed.error, "alert");
  const { status, ...kept } = parsed.data;
  const unkept = unstorableAt(kept);
  if (unkept) return `${unkept.join(".")}: holds a character that cannot be kept`;
  const { annotations, generatorURL, startsAt, endsAt } = kept;
  // An empty label is the same as none.
  const pairs = Object.entries(parsed.data.labels).filter(([, text]) => text !== "");
  const wrong = labelTrouble(
    pairs.map(([name]) => name),
    Object.keys(parsed.data.labels).length,
  );
  if (wrong) return wrong;
  const labels = Object.fromEntries(pairs);
  const starts = startsAt ?? earlier(endsAt, now);
  const ends = endsAt ?? new Date(now.getTime() + RESOLVE_AFTER_MS);
  if (starts > ends) return "start time must be before end time";
  return {
    fingerprint: labelFingerprint(labels),
    labels,
    annotations,
    startsAt: starts,
    endsAt: ends,
    isEndAssumed: !endsAt,
    isResolved: status === "resolved",
    generatorUrl: generatorURL,
  };
}

function labelTrouble(names: readonly string[], given: number): string | null {
  const bad = names.find((name) => !LABEL_NAME.test(name));
  if (bad !== undefined)
    return `invalid label set: invalid name ${JSON.stringify(bad.slice(0, 100))}`;
  if (given === 0 || names.length === 0) return "at least one label pair required";
  return names.length > MAX_LABELS ? `at most ${MAX_LABELS} labels` : null;
}

const earlier = (end: Date | null | undefined, now: Date): Date => (end && end < now ? end : now);

/** The same alert posted again: it began when it was first said to, and ends as said last. */
export function merged(known: PostedAlert, again: PostedAlert): PostedAlert {
  const isSame = again.startsAt <= known.endsAt && again.endsAt >= known.startsAt;
  if (!isSame) return again.startsAt > known.startsAt ? again : known;
  const startsAt = known.startsAt < again.startsAt ? known.startsAt : again.startsAt;
  return { ...again, startsAt };
}

export const isFiringAt = ({ endsAt }: PostedAlert, now: Date): boolean => endsAt > now;

/** Takes a batch apart: which of its events fit, and what is wrong with the others. */

import type { z } from "zod";
import { misfitsOf } from "@/lib/core/misfit/misfit";
import { clip } from "./clip";
import { quickReader } from "./quick-read";
import {
  eventSchema,
  MAX_AGE_MS,
  MAX_AHEAD_MS,
  type Rejection,
  type TelemetryEvent,
} from "./schema";

export type Terms = {
  readonly now: Date;
  /** The key's own environment; events may name no other. */
  readonly environment: string | null;
  /** How far back an event may claim to be. */
  readonly maxAgeMs?: number | undefined;
};
export type Refused = { readonly rejection: Rejection; readonly raw: unknown };
export type Verdicts = {
  readonly events: readonly TelemetryEvent[];
  readonly refused: readonly Refused[];
};

const readEvent = quickReader<TelemetryEvent>(eventSchema);

export function judge(batch: readonly unknown[], terms: Terms): Verdicts {
  const events: TelemetryEvent[] = [];
  const refused: Refused[] = [];
  batch.forEach((raw, index) => {
    const read = readOrObject(placed(raw, terms.environment), raw);
    const objection = "kind" in read ? objectionTo(read, terms) : read;
    if (objection !== null)
      refused.push({ raw, rejection: { index, id: idOf(raw), ...objection } });
    else if ("kind" in read) events.push(read);
  });
  return { events, refused };
}

/** A key bound to an environment speaks for it where the event names none. */
function placed(raw: unknown, environment: string | null): unknown {
  if (environment === null || typeof raw !== "object" || raw === null) return raw;
  const given = (raw as { environment?: unknown }).environment;
  return given === undefined ? { ...raw, environment } : raw;
}

type Objection = Pick<Rejection, "code" | "field" | "message">;

/** The schema has the last word on what the quick way does not take. */
function readOrObject(given: unknown, raw: unknown): TelemetryEvent | Objection {
  const event = readEvent(given);
  if (event !== undefined) return event;
  const result = eventSchema.safeParse(given);
  return result.success ? result.data : { code: "invalid", ...firstIssue(result.error, raw) };
}

function objectionTo(event: TelemetryEvent, terms: Terms): Objection | null {
  const { now, environment, maxAgeMs = MAX_AGE_MS } = terms;
  const ageMs = now.getTime() - event.ts.getTime();
  if (ageMs > maxAgeMs) {
    const days = Math.round(maxAgeMs / 86_400_000);
    return { code: "too-old", field: "ts", message: `is more than ${days} days ago` };
  }
  if (-ageMs > MAX_AHEAD_MS) {
    const minutes = MAX_AHEAD_MS / 60_000;
    return { code: "too-far-ahead", field: "ts", message: `is more than ${minutes} minutes ahead` };
  }
  if (environment !== null && event.environment !== environment) {
    const message = `this key writes to ${environment} only`;
    return { code: "environment-not-allowed", field: "environment", message };
  }
  return null;
}

function firstIssue(error: z.ZodError, raw: unknown): Pick<Rejection, "field" | "message"> {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { field: null, message: "an event must be a JSON object" };
  }
  const [issue] = misfitsOf(error);
  return {
    field: issue?.field ? clip(issue.field, 200) : null,
    message: clip(issue?.message ?? "does not fit", 500),
  };
}

function idOf(raw: unknown): string | null {
  const id = (raw as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" ? clip(id, 100) : null;
}

/** A silence as somebody writes it: how long it lasts instead of when it ends, until it is sent. */
import { HOUR, MINUTE } from "@/lib/core/time";
import { type Matcher, parseMatcher } from "@/lib/notify/matcher";
import type { SilenceRequest } from "./client";
import type { SilenceView } from "./schema";

export const SPANS = [
  { value: "30", label: "30 minutes" },
  { value: "60", label: "1 hour" },
  { value: "120", label: "2 hours" },
  { value: "480", label: "8 hours" },
  { value: "1440", label: "1 day" },
  { value: "10080", label: "7 days" },
  { value: "until", label: "Until a time" },
] as const;
type SpanChoice = (typeof SPANS)[number]["value"];

export type Draft = {
  readonly matchers: readonly Matcher[];
  readonly reason: string;
  /** On the reader's clock, as a date field writes it; empty: now. */
  readonly startsAt: string;
  readonly span: SpanChoice;
  readonly endsAt: string;
};

export const BLANK_MATCHER: Matcher = { name: "", operator: "=", value: "" };

export const newDraft = (matchers: readonly Matcher[]): Draft => ({
  matchers: matchers.length > 0 ? matchers : [BLANK_MATCHER],
  ...{ reason: "", startsAt: "", span: "120", endsAt: "" },
});

/** `onClock` writes an instant as a date field on the reader's clock does. */
export const draftOf = (silence: SilenceView, onClock: (iso: string) => string): Draft => ({
  matchers: silence.matchers,
  reason: silence.reason,
  startsAt: silence.state === "scheduled" ? onClock(silence.startsAt) : "",
  ...{ span: "until", endsAt: onClock(silence.endsAt) },
});

/** Rows that were added and left empty mean nothing. */
export const writtenMatchers = ({ matchers }: Pick<Draft, "matchers">): readonly Matcher[] =>
  matchers.filter(({ name }) => name.trim() !== "");

export function sendable(draft: Draft, now: Date): SilenceRequest {
  const { reason, span } = draft;
  const starts = draft.startsAt === "" ? null : new Date(draft.startsAt);
  const from = starts ?? now;
  const ends =
    span === "until"
      ? new Date(draft.endsAt || Number.NaN)
      : new Date(from.getTime() + Number(span) * MINUTE);
  return {
    matchers: writtenMatchers(draft),
    reason: reason.trim(),
    ...(starts && { startsAt: starts.toISOString() }),
    endsAt: Number.isNaN(ends.getTime()) ? "" : ends.toISOString(),
  };
}

/** `?matchers=agent="checkout"&matchers=…`: what is not understood is left out. */
export function matchersIn(params: URLSearchParams): Matcher[] {
  return params.getAll("matchers").flatMap((text) => {
    try {
      return [parseMatcher(text)];
    } catch {
      return [];
    }
  });
}

/** What one press adds to a silence that is about to end. */
export const EXTENSION = { minutes: HOUR / MINUTE, label: "1 h longer" } as const;

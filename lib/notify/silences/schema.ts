/** What is asked and told about silences. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { Fault } from "@/lib/core/fault";
import { type Matcher, matchesNothing } from "@/lib/notify/matcher";
import type { Severity } from "@/lib/notify/notice";
import { matchersField } from "@/lib/notify/schema";

const MOST_MINUTES = 30 * 24 * 60;

/** A silence over everything would hide what nobody has thought of. */
export const narrowMatchersField = matchersField.refine(
  (matchers) => matchers.some((matcher) => !holdsForNothing(matcher)),
  "at least one matcher has to ask for a value: these would hold for every alert",
);

function holdsForNothing(matcher: Matcher): boolean {
  try {
    return matchesNothing(matcher);
  } catch (error) {
    // Its own field says already what is wrong with it.
    if (error instanceof Fault) return false;
    throw error;
  }
}

export const silenceReasonField = z.string().trim().min(1, "say why").max(500).regex(PRINTABLE);

export const silencesAskSchema = z.object({ project: projectField });
export const silenceIdSchema = z.strictObject({ project: projectField, id: z.uuid() });

export const newSilenceSchema = z.strictObject({
  project: projectField,
  matchers: narrowMatchersField,
  reason: silenceReasonField,
  startsAt: z.coerce.date().optional().describe("Left out, or in the past: now."),
  endsAt: z.coerce.date(),
});

export const silenceEditSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  /** `updatedAt` as it was read: what somebody else has changed since is not overwritten. */
  was: z.coerce.date(),
  matchers: narrowMatchersField,
  reason: silenceReasonField,
  startsAt: z.coerce.date().optional().describe("Of one that has begun it stays."),
  endsAt: z.coerce.date(),
});

export const silenceExtensionSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  forMinutes: z.int().min(1, "is at least a minute").max(MOST_MINUTES, "is at most 30 days"),
});

export const previewSchema = z.strictObject({ project: projectField, matchers: matchersField });

export type SilenceState = "active" | "scheduled" | "ended";

/** An alert that fires and is meant by matchers. */
export type Matched = {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly labels: Readonly<Record<string, string>>;
};

/** How many there are, and the first of them. */
export type Matches = { readonly count: number; readonly first: readonly Matched[] };

export type SilenceView = {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly reason: string;
  readonly state: SilenceState;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Who ended it before its time. */
  readonly endedBy: string | null;
  /** What fires now and is meant by it; of one that is over, nothing. */
  readonly matches: Matches;
  /** It is over within half an hour, and what it hides still fires. */
  readonly endsSoon: boolean;
};

export type SilencesView = {
  readonly active: readonly SilenceView[];
  readonly scheduled: readonly SilenceView[];
  /** The newest of the last 30 days. */
  readonly ended: readonly SilenceView[];
};

export type MatchPreview = Matches & { readonly firing: number };

export type SilenceKept = { readonly id: string; readonly endsAt: string };

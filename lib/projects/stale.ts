/** What somebody is told whose edit began before another's ended. */
import { clock, day } from "@/lib/core/clock";

type Entry = { readonly actorName: string; readonly at: Date; readonly after: unknown };

export type Change = {
  readonly by: string;
  readonly at: string;
  /** What was changed, in words. */
  readonly what: readonly string[];
};

const WORDS: Readonly<Record<string, string>> = {
  name: "the name",
  timeZone: "the time zone",
  rawDays: "how long events are kept",
  targets: "the targets",
  declareIncidents: "which alerts declare incidents",
};

/** The changes after a revision, newest first, from the audit log's entries in that order. */
export function changesSince(entries: readonly Entry[], revision: number): Change[] {
  return entries.flatMap(({ actorName, at, after }) => {
    const changed = fieldsIn(after);
    if (Number(changed.revision) <= revision) return [];
    const what = Object.keys(changed).flatMap((name) => WORDS[name] ?? []);
    return [{ by: actorName, at: at.toISOString(), what }];
  });
}

/** "Ada changed the name and the targets on 20 Nov at 14:05 UTC, after you opened this: nothing of yours was saved". */
export function staleMessage(changes: readonly Change[]): string {
  const ending = "after you opened this: nothing of yours was saved";
  if (changes.length === 0) return `Somebody changed these settings ${ending}`;
  const told = changes.map(({ by, at, what }) => {
    const when = new Date(at);
    return `${by} changed ${joined(what)} on ${day(when, "UTC")} at ${clock(when, "UTC")} UTC`;
  });
  return `${told.join("; ")}, ${ending}`;
}

const joined = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? "these settings")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const fieldsIn = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

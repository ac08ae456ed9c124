/** What somebody is told whose edit of a rule began before another's ended. */

import type { Rule } from "@/lib/alerts/schema";
import { clock, day } from "@/lib/core/clock";

type Entry = { readonly actorName: string; readonly at: Date; readonly after: unknown };

const WORDS: Readonly<Record<keyof Rule, string>> = {
  name: "the name",
  description: "the description",
  isEnabled: "whether it is on",
  signal: "the signal",
  filters: "the filters",
  groupBy: "what it is split by",
  windowMs: "the window",
  comparison: "the comparison",
  threshold: "the threshold",
  recoveryThreshold: "the recovery threshold",
  intervalMs: "how often it is evaluated",
  forMs: "how long it has to hold",
  keepFiringForMs: "how long it goes on firing",
  minSample: "the least sample",
  severity: "the severity",
  noData: "what silence means",
  onError: "what an error means",
  maxAlerts: "the most alerts",
  runbook: "the runbook",
  labels: "the labels",
  annotations: "the annotations",
  channels: "the channels",
  escalation: "the escalation",
};

/** Newest first, from the audit log's entries in that order: who changed what, after a revision. */
export function staleMessage(entries: readonly Entry[], revision: number): string {
  const ending = "after you opened this: nothing of yours was saved";
  const told = entries.flatMap((entry) => {
    const after = fieldsIn(entry.after);
    if (Number(after.revision) <= revision) return [];
    // In the order of the editor: Postgres keeps the fields of its JSON in an order of its own.
    const what = Object.entries(WORDS).flatMap(([name, words]) => (name in after ? [words] : []));
    const when = `${day(entry.at, "UTC")} at ${clock(entry.at, "UTC")} UTC`;
    return [`${entry.actorName} changed ${listed(what)} on ${when}`];
  });
  return told.length === 0
    ? `Somebody changed this rule ${ending}`
    : `${told.join("; ")}, ${ending}`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? "this rule")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const fieldsIn = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** A silence as it is shown: its state at an instant, and what it hides then. */

import { MINUTE } from "@/lib/core/time";
import { type Matcher, selectorOf } from "@/lib/notify/matcher";
import { fullLabels } from "@/lib/notify/policy";
import type { Silence } from "@/prisma/client/client";
import type { Matched, Matches, SilenceState, SilencesView, SilenceView } from "./schema";

const SHOWN = 5;
const SOON_MS = 30 * MINUTE;

export const NO_MATCHES: Matches = { count: 0, first: [] };

export function stateAt(
  { startsAt, endsAt }: Pick<Silence, "startsAt" | "endsAt">,
  now: Date,
): SilenceState {
  if (endsAt <= now) return "ended";
  return startsAt > now ? "scheduled" : "active";
}

export function matchesOf(matchers: readonly Matcher[], firing: readonly Matched[]): Matches {
  const isMeant = selectorOf(matchers);
  const meant = firing.filter((alert) => isMeant(fullLabels(alert)));
  return { count: meant.length, first: meant.slice(0, SHOWN) };
}

/** Matchers were judged when they were written. */
export const matchersOf = ({ matchers }: Pick<Silence, "matchers">): readonly Matcher[] =>
  matchers as unknown as readonly Matcher[];

export function viewOf(row: Silence, firing: readonly Matched[], now: Date): SilenceView {
  const { id, reason, createdByName, endedByName } = row;
  const matchers = matchersOf(row);
  const state = stateAt(row, now);
  const matches = state === "ended" ? NO_MATCHES : matchesOf(matchers, firing);
  const isSoon = row.endsAt.getTime() - now.getTime() <= SOON_MS;
  return {
    ...{ id, matchers, reason, state, matches },
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    createdBy: createdByName,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    endedBy: endedByName,
    endsSoon: state === "active" && isSoon && matches.count > 0,
  };
}

/** Active ones by their end, scheduled ones by their beginning, those that are over newest first. */
export function arranged(views: readonly SilenceView[]): SilencesView {
  const by = (field: "startsAt" | "endsAt") => (a: SilenceView, b: SilenceView) =>
    a[field] < b[field] ? -1 : 1;
  const having = (state: SilenceState) => views.filter((view) => view.state === state);
  return {
    active: having("active").sort(by("endsAt")),
    scheduled: having("scheduled").sort(by("startsAt")),
    ended: having("ended").sort(by("endsAt")).reverse(),
  };
}

/** Which table belongs to which family and tier, and what each of them is for, in words. */
import { TIER_KEPT_MS, TIERS, type Tier } from "@/lib/core/time";
import type { KeptTier, StoredFamily } from "./schema";

/** A table, partitions and all, with its size on disk. */
export type SizedTable = { readonly name: string; readonly bytes: number };

type Family = { readonly label: string; readonly says: string; readonly of: RegExp };

const FAMILIES = {
  events: {
    label: "Raw events",
    says: "Everything that was sent, one row each.",
    of: /^event(_|$)/,
  },
  counters: { label: "Counters", says: "Requests, calls, tokens and cost.", of: /^counter_/ },
  sketches: { label: "Percentile sketches", says: "Latencies and metric values.", of: /^sketch_/ },
  tallies: {
    label: "Tallies",
    says: "Feedback, gates, journeys, codes and levels.",
    of: /^tally_/,
  },
  users: { label: "Users", says: "What each user did.", of: /^user_activity_/ },
  errors: { label: "Errors", says: "Groups of equal failures and whom they met.", of: /^error_/ },
  quarantine: {
    label: "Quarantine",
    says: "Refused events, for 7 days.",
    of: /^quarantined_event$/,
  },
  ledger: {
    label: "Idempotency ledger",
    says: "Answers to resend, for a day.",
    of: /^ingest_ledger$/,
  },
} as const satisfies Record<string, Family>;

const REST = {
  label: "Everything else",
  says: "People, projects, keys, settings and the audit log.",
};

export function familiesOf(tables: readonly SizedTable[]): StoredFamily[] {
  const entries = Object.entries<Family>(FAMILIES);
  const known = entries.map(([family, { label, says, of }]) => ({
    family,
    label,
    says,
    bytes: sum(tables.filter(({ name }) => of.test(name))),
  }));
  const rest = tables.filter(({ name }) => !entries.some(([, { of }]) => of.test(name)));
  return [...known, { family: "rest", ...REST, bytes: sum(rest) }];
}

const SAYS: Record<Tier, string> = {
  "1m": "One row a minute: ranges up to 6 hours.",
  "5m": "One row in 5 minutes: ranges up to 3 days.",
  "1h": "One row an hour: ranges up to 6 weeks.",
  "1d": "One row a day: for ever, years side by side.",
};

const DAY_MS = 24 * 3_600_000;

/** Raw events and the four tiers of rollups, in the order in which they give way to each other. */
export function tiersOf(tables: readonly SizedTable[], rawDays: number): KeptTier[] {
  const raw: KeptTier = {
    tier: "raw",
    label: "Raw events",
    says: "Single traces, samples of errors, reconciliation.",
    keptMs: rawDays * DAY_MS,
    bytes: sum(tables.filter(({ name }) => FAMILIES.events.of.test(name))),
  };
  const tiers = (Object.keys(TIERS) as Tier[]).map((tier) => ({
    tier,
    label: `Rollups of ${tier.replace("m", " min").replace("h", " h").replace("d", " day")}`,
    says: SAYS[tier],
    keptMs: Number.isFinite(TIER_KEPT_MS[tier]) ? TIER_KEPT_MS[tier] : null,
    bytes: sum(tables.filter(({ name }) => name.endsWith(`_${tier}`))),
  }));
  return [raw, ...tiers];
}

const sum = (tables: readonly SizedTable[]): number =>
  tables.reduce((total, { bytes }) => total + bytes, 0);

/** Alertmanager's API v2 in its own words: what its clients ask and are told. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

const flag = z.stringbool().default(true);
const filtersField = z.array(z.string().max(2_000)).max(50).default([]);

/** Go's client writes every flag, whether or not somebody asked. */
export const alertsAskSchema = z.object({
  project: projectField,
  filter: filtersField,
  receiver: z.string().max(1_000).default(""),
  active: flag,
  silenced: flag,
  inhibited: flag,
  muted: flag,
  unprocessed: flag,
});
export type AlertsAsk = z.output<typeof alertsAskSchema>;

export const silencesAskSchema = z.object({ project: projectField, filter: filtersField });
export const silenceAskSchema = z.object({ project: projectField, id: z.uuid() });
export const statusAskSchema = z.object({ project: projectField });

/** Unknown keys are let through: newer clients have more. */
export const postedSilenceSchema = z.object({
  project: projectField,
  id: z.string().max(64).default(""),
  matchers: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean(),
        isEqual: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(20),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  createdBy: z.string().trim().max(200),
  comment: z.string(),
});
export type AmMatcher = z.output<typeof postedSilenceSchema>["matchers"][number];

type Receiver = { readonly name: string };

export type AmAlert = {
  readonly annotations: Readonly<Record<string, string>>;
  readonly endsAt: string;
  readonly fingerprint: string;
  readonly receivers: readonly Receiver[];
  readonly startsAt: string;
  readonly status: {
    readonly inhibitedBy: readonly string[];
    readonly mutedBy: readonly string[];
    readonly silencedBy: readonly string[];
    readonly state: "active" | "suppressed";
  };
  readonly updatedAt: string;
  readonly generatorURL: string;
  readonly labels: Readonly<Record<string, string>>;
};

export type AmGroup = {
  readonly alerts: readonly AmAlert[];
  readonly labels: Readonly<Record<string, string>>;
  readonly receiver: Receiver;
};

export type AmSilence = {
  readonly id: string;
  readonly status: { readonly state: "active" | "pending" | "expired" };
  readonly updatedAt: string;
  readonly comment: string;
  readonly createdBy: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly matchers: readonly AmMatcher[];
};

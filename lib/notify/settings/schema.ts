/** What is asked and told about a project's channels, its policy and what was delivered. */
import { z } from "zod";
import { nameField, reasonField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { type Policy, policySchema } from "@/lib/notify/policy";
import { CHANNEL_KINDS, type ChannelKind } from "@/lib/notify/schema";

/** Judged in the command: which fields it takes depends on the kind, and blank secrets keep what is there. */
const configField = z.record(z.string().max(64), z.unknown());

export const newChannelSchema = z.strictObject({
  project: projectField,
  name: nameField,
  kind: z.enum(CHANNEL_KINDS),
  config: configField,
  wantsResolved: z.boolean().default(true),
  fallbackId: z.uuid().nullable().default(null),
});

export const channelIdSchema = z.strictObject({ project: projectField, id: z.uuid() });

export const channelChangeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  revision: z.int().min(0).describe("The revision that was read before editing."),
  name: nameField,
  config: configField,
  wantsResolved: z.boolean(),
  fallbackId: z.uuid().nullable(),
});

export const channelSwitchSchema = channelIdSchema.extend({ isEnabled: z.boolean() });
export const channelRemovalSchema = channelIdSchema.extend({ reason: reasonField });

export const policyChangeSchema = z.strictObject({
  project: projectField,
  revision: z.int().min(0).describe("The revision that was read before editing."),
  policy: policySchema,
});

export const deliveriesAskSchema = z.strictObject({
  project: projectField,
  state: z.enum(["all", "failed", "waiting", "dead"]).default("all"),
  channel: z.uuid().optional(),
});
export type DeliveryFilter = z.output<typeof deliveriesAskSchema>["state"];

export const alertDeliveriesSchema = z.strictObject({ project: projectField, id: z.uuid() });

export const hostsSchema = z.strictObject({
  hosts: z.array(z.string().trim().min(1).max(255)).max(100),
});

/** `never`: nothing was sent so far. */
export type ChannelHealth = "working" | "broken" | "never" | "off";

export type ChannelView = {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Whoever it is the own one of; null for the project's. */
  readonly person: string | null;
  /** What may be shown. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Fields that are set and not shown. */
  readonly secrets: readonly string[];
  /** Where it goes, of an address that is not shown; null for all others. */
  readonly host: string | null;
  readonly wantsResolved: boolean;
  readonly isEnabled: boolean;
  readonly fallbackId: string | null;
  readonly health: ChannelHealth;
  readonly lastDeliveredAt: string | null;
  readonly brokenSince: string | null;
  readonly brokenReason: string | null;
  readonly revision: number;
};

export type ChannelsView = {
  readonly channels: readonly ChannelView[];
  readonly isMailConfigured: boolean;
  readonly policy: Policy;
  readonly policyRevision: number;
  /** Private hosts that notifications may go to: by the environment, and by the instance's setting. */
  readonly hosts: { readonly fixed: readonly string[]; readonly chosen: readonly string[] };
};

/** `secret` is told this once; null where nothing was made. */
export type MadeChannel = { readonly id: string; readonly secret: string | null };

export type AttemptView = {
  readonly n: number;
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: "delivered" | "retry" | "broken";
  readonly status: number | null;
  readonly answer: string;
  readonly nextAt: string | null;
};

export type DeliveryView = {
  readonly id: string;
  readonly channelId: string;
  readonly channel: string;
  readonly channelKind: ChannelKind;
  readonly kind: "firing" | "acknowledged" | "resolved" | "message";
  readonly why: string;
  readonly title: string;
  readonly alertIds: readonly string[];
  readonly mark: "test" | "drill" | null;
  readonly state: "waiting" | "delivered" | "dead";
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** While it waits: when it is tried next. */
  readonly nextAt: string | null;
  /** In whose place it went out. */
  readonly fallbackOf: string | null;
  readonly because: string | null;
  readonly attempts: readonly AttemptView[];
};

/** The chain from a rule to whoever was told, for one alert. */
export type WhyView = {
  readonly groups: readonly {
    readonly key: string;
    readonly labels: Readonly<Record<string, string>>;
    /** `named by the rule`, `route 2 of the project`. */
    readonly receiver: string;
    readonly escalation: string | null;
    readonly channels: readonly { readonly id: string; readonly name: string | null }[];
    /** When it is looked at next. */
    readonly dueAt: string;
    readonly mutedBy: MutedView | null;
  }[];
  /** Newest first. */
  readonly deliveries: readonly DeliveryView[];
  /** One sentence where nobody was or will be told. */
  readonly nobody: string | null;
};
export type MutedView = {
  readonly by: "silence" | "maintenance" | "inhibition";
  readonly id: string;
  readonly words: string;
  readonly until: string | null;
};

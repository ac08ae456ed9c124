/** Channels as their rows have them, opened for sending. */
import { NOTIFIERS } from "@/lib/notify/deliver";
import type { Listener } from "@/lib/notify/grouping";
import { type Channel, type ChannelKind, channelSchema, splitSecrets } from "@/lib/notify/schema";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { seal, unseal } from "@/lib/platform/seal";

const PURPOSE = "channel";

export type ChannelRow = {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly sealed: string | null;
  readonly wantsResolved: boolean;
  readonly isEnabled: boolean;
  readonly fallbackId: string | null;
  readonly personId: string | null;
  readonly removedAt: Date | null;
};

export const CHANNEL_COLUMNS = `c.id::text, c.kind, c.name, c.config, c.sealed,
  c.wants_resolved AS "wantsResolved", c.is_enabled AS "isEnabled", c.fallback_id::text AS "fallbackId",
  c.person_id::text AS "personId", c.removed_at AS "removedAt"`;

export const sealedParts = (channel: Channel) => {
  const { open, secret } = splitSecrets(channel);
  const isSecret = Object.keys(secret).length > 0;
  return { config: open, sealed: isSecret ? seal(JSON.stringify(secret), PURPOSE) : null };
};

export const secretOf = (sealed: string | null): Readonly<Record<string, unknown>> =>
  sealed === null ? {} : (JSON.parse(unseal(sealed, PURPOSE)) as Record<string, unknown>);

/** With its secrets: for sending, never for showing. */
export const openChannel = ({
  kind,
  config,
  sealed,
}: Pick<ChannelRow, "kind" | "config" | "sealed">) =>
  channelSchema.parse({ kind, config: { ...config, ...secretOf(sealed) } });

/** Those that can be told now, of the ids that were named. */
export const channelsIn = (on: Connection, projectId: number, ids: readonly string[]) =>
  rowsOf<ChannelRow>(
    on,
    `SELECT ${CHANNEL_COLUMNS} FROM notification_channel AS c
     WHERE c.project_id = $1::int AND c.id = ANY($2::uuid[]) AND c.removed_at IS NULL AND c.is_enabled
     ORDER BY c.id`,
    // A rule from elsewhere may name what is no id at all.
    [projectId, ids.filter((id) => UUID.test(id))],
  );

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const listenerOf = ({ id, kind, wantsResolved }: ChannelRow): Listener => ({
  id,
  isStateful: NOTIFIERS[kind].isStateful,
  wantsResolved,
});

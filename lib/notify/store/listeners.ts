/** Who hears of a group: the channels of its receiver, or those that its escalation policy has come to. */
import type { Receiver } from "@/lib/notify/policy";
import type { Connection } from "@/lib/platform/rows";
import { type ChannelRow, channelsIn } from "./channels";
import type { GroupRow } from "./groups";

type Facts = {
  readonly now: Date;
  readonly isAcknowledged: boolean;
  readonly isFiring: boolean;
  /** All that fires is silenced, in maintenance or inhibited. */
  readonly isQuiet: boolean;
};

/** What an escalation policy says about a group now. */
export type Escalated = {
  readonly listeners: readonly {
    readonly channelId: string;
    readonly personId: string | null;
    readonly why: string;
  }[];
  /** Channels to be told once more, though nothing changed. */
  readonly again: readonly string[];
  /** How far it has come, for the next time. */
  readonly state: unknown;
  readonly nextAt: Date | null;
};

/** Policies are of a domain above this one: whoever starts the work hands it in. */
export type Escalate = (on: Connection, group: GroupRow, facts: Facts) => Promise<Escalated>;

export type Audience = {
  readonly channels: readonly ChannelRow[];
  readonly whyOf: ReadonlyMap<string, string>;
  readonly personOf: ReadonlyMap<string, string>;
  /** Told before, and not asked to come any more. */
  readonly former: ReadonlySet<string>;
  readonly again: readonly string[];
  /** Somebody is among them who was told nothing yet. */
  readonly isNew: boolean;
  readonly nextAt: Date | null;
  /** Undefined where no policy decides. */
  readonly state: unknown;
};

export async function audienceOf(
  on: Connection,
  group: GroupRow,
  escalate: Escalate | undefined,
  facts: Facts,
): Promise<Audience> {
  const { receiver, projectId, state } = group;
  const told = state.told.filter(({ firing }) => firing.length > 0).map((one) => one.channelId);
  const isEscalated = receiver.escalation !== null && escalate !== undefined;
  const escalated = isEscalated ? await escalate(on, group, facts) : null;
  const named = receiver.channels.map((channelId) => ({
    channelId,
    personId: null,
    why: becauseOf(receiver),
  }));
  const current = [...named, ...(escalated?.listeners ?? [])];
  const ids = new Set(current.map(({ channelId }) => channelId));
  const former = new Set(told.filter((id) => !ids.has(id)));
  const channels = await channelsIn(on, projectId, [...ids, ...former]);
  const people = current.flatMap(({ channelId, personId }): [string, string][] =>
    personId ? [[channelId, personId]] : [],
  );
  return {
    channels,
    whyOf: new Map(current.map(({ channelId, why }) => [channelId, why])),
    personOf: new Map(people),
    former,
    again: escalated?.again ?? [],
    isNew: channels.some(
      ({ id }) => !former.has(id) && !state.told.some(({ channelId }) => channelId === id),
    ),
    nextAt: escalated?.nextAt ?? null,
    state: escalated ? escalated.state : undefined,
  };
}

export function becauseOf({ by, route }: Receiver): string {
  if (by === "rule") return "named by the rule";
  return by === "route" ? `route ${route} of the project` : "told of everything in the project";
}

/** Whom the targets of an escalation policy stand for at an instant, and by which channels they are told. */
import { channelsIn } from "@/lib/notify/store/channels";
import { personalChannels } from "@/lib/notify/store/personal";
import type { Recipient } from "@/lib/oncall/escalation";
import { onCallAt } from "@/lib/oncall/schedule";
import type { Policy, Schedule, Target } from "@/lib/oncall/schema";
import type { Connection } from "@/lib/platform/rows";
import { peopleOf } from "./people";
import { schedulesIn } from "./schedules";

export type ReachNow = {
  readonly of: (target: Target) => readonly Recipient[];
  readonly channelsOf: (recipient: Recipient) => readonly string[];
  readonly scheduleNamed: (id: string) => string | null;
};

/** Whoever has no channel that can be told now is nobody: a step that only names such people is empty. */
export async function reachAt(
  on: Connection,
  projectId: number,
  policy: Policy,
  now: Date,
): Promise<ReachNow> {
  const targets = policy.steps.flatMap((step) => step.targets);
  const idsOf = (kind: Target["kind"]) => [
    ...new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id)),
  ];
  const schedules = new Map(
    (await schedulesIn(on, projectId, now, idsOf("schedule"))).map((one) => [one.id, one]),
  );
  const wanted = [
    ...idsOf("person"),
    ...[...schedules.values()].flatMap((one) => onCall(one, now)),
  ];
  const present = (await peopleOf(on, projectId, wanted)).filter(({ isGone }) => !isGone);
  const people = present.map(({ id }) => id).filter((id) => wanted.includes(id));
  const own = await personalChannels(on, projectId, people, now);
  const channels = new Set((await channelsIn(on, projectId, idsOf("channel"))).map(({ id }) => id));

  const channelsOf = ({ kind, id }: Recipient): readonly string[] => {
    if (kind === "channel") return channels.has(id) ? [id] : [];
    return (own.get(id) ?? []).map((channel) => channel.id);
  };
  return {
    of: (target) =>
      recipientsOf(target, schedules, now).filter((one) => channelsOf(one).length > 0),
    channelsOf,
    scheduleNamed: (id) => schedules.get(id)?.name ?? null,
  };
}

const onCall = (schedule: Schedule, now: Date): string[] => {
  const shift = onCallAt(schedule, now);
  return shift ? [shift.personId] : [];
};

function recipientsOf(
  { kind, id }: Target,
  schedules: ReadonlyMap<string, Schedule>,
  now: Date,
): Recipient[] {
  if (kind !== "schedule") return [{ kind, id }];
  const schedule = schedules.get(id);
  return schedule ? onCall(schedule, now).map((person) => ({ kind: "person", id: person })) : [];
}

/** Alerts told together: how long to wait for company, how often to speak, and what each channel has heard so far. */
import type { Mute, Quiet } from "./mute";

export type Timing = {
  /** From the first alert to the first word. */
  readonly waitMs: number;
  /** Between words about what changed. */
  readonly intervalMs: number;
  /** After so long without a change, the same again; exactly, not at the next interval. */
  readonly repeatMs: number;
};

type Member = {
  readonly fingerprint: string;
  readonly state: "firing" | "resolved";
  /** What kept it quiet at the last look. */
  readonly mute: Mute | null;
  readonly startedAt: Date | null;
  /** It begins and ends too often to be told each time. */
  readonly isFlapping: boolean;
};

/** What a channel was told last. */
export type Told = {
  readonly channelId: string;
  readonly at: Date;
  /** Whose firing it heard of and whose end it did not. */
  readonly firing: readonly string[];
  /** Those of them of which it heard that they flap. */
  readonly flapping: readonly string[];
};

export type Group = {
  readonly members: readonly Member[];
  readonly told: readonly Told[];
  /** When changes are told next. */
  readonly nextAt: Date;
};

export type Listener = {
  readonly id: string;
  /** It keeps something open, and hears of the end even through a silence. */
  readonly isStateful: boolean;
  readonly wantsResolved: boolean;
};

export type Tell = {
  readonly channelId: string;
  readonly kind: "firing" | "resolved";
  readonly why:
    | "new"
    | "changed"
    | "repeat"
    | "silence-ended"
    | "flapping"
    | "settled"
    | "resolved";
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
};

export type Change = {
  readonly fingerprint: string;
  readonly state: Member["state"];
  readonly startedAt: Date;
  readonly isFlapping?: boolean;
};

const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** Takes a change of one alert in. A group begins with the first that fires; what ends without one is nobody's news. */
export function joined(
  group: Group | null,
  change: Change,
  now: Date,
  timing: Timing,
): Group | null {
  const { fingerprint, state, startedAt, isFlapping = false } = change;
  if (!group) {
    if (state === "resolved") return null;
    // One that has been firing for longer has waited elsewhere.
    const waited = later(startedAt, timing.waitMs);
    const nextAt = waited < now ? now : later(now, timing.waitMs);
    return {
      members: [{ fingerprint, state, mute: null, startedAt, isFlapping }],
      told: [],
      nextAt,
    };
  }
  const known = group.members.find((member) => member.fingerprint === fingerprint);
  const mute = known?.mute ?? null;
  const member: Member = { fingerprint, state, mute, startedAt, isFlapping };
  const others = group.members.filter((other) => other !== known);
  return { ...group, members: [...others, member] };
}

/** When the group has to be looked at again. */
export function dueAt(
  { members, told, nextAt }: Group,
  { repeatMs }: Timing,
  isAcknowledged: boolean,
): Date {
  const heard = new Set(
    members
      .filter(({ state, mute }) => state === "firing" && !mute)
      .map(({ fingerprint }) => fingerprint),
  );
  const repeats = isAcknowledged
    ? []
    : told
        .filter(({ firing }) => firing.some((fingerprint) => heard.has(fingerprint)))
        .map(({ at }) => at.getTime() + repeatMs);
  const ends = members.flatMap(({ mute }) => (mute?.until ? [mute.until.getTime()] : []));
  return new Date(Math.min(nextAt.getTime(), ...repeats, ...ends));
}

export type Look = {
  readonly now: Date;
  readonly timing: Timing;
  readonly quietOf: (fingerprint: string) => Quiet;
  readonly listeners: readonly Listener[];
  /** Somebody is on it: nothing is repeated, news is still told. */
  readonly isAcknowledged: boolean;
};

/** A member as it is now: whether it was quiet at the last look, and when a silence over it ended. */
type Seen = Member & { readonly wasQuiet: boolean; readonly endedAt: Date | null };

const kept = ({ wasQuiet: _quiet, endedAt: _ended, ...member }: Seen): Member => member;

/** What is to be told now, and the group after it; null when nothing is left of it. */
export function looked(group: Group, look: Look): { group: Group | null; tells: Tell[] } {
  const { now, timing, quietOf, listeners } = look;
  const isTick = now >= group.nextAt;
  const members = group.members.map((member): Seen => {
    const { mute, endedAt } = quietOf(member.fingerprint);
    const wasQuiet = member.mute !== null && member.mute.by !== "inhibition";
    return { ...member, mute, wasQuiet, endedAt };
  });

  const outcomes = listeners.map((listener) => {
    const told = group.told.find(({ channelId }) => channelId === listener.id) ?? null;
    return outcomeFor(listener, told, members, isTick, look);
  });
  const told = outcomes.flatMap((outcome) => (outcome.told ? [outcome.told] : []));
  const awaited = new Set(told.flatMap(({ firing }) => firing));
  const left = members
    .filter(({ state, fingerprint }) => !isTick || state === "firing" || awaited.has(fingerprint))
    .map(kept);
  const nextAt = isTick ? nextTick(group.nextAt, now, timing.intervalMs) : group.nextAt;
  return {
    tells: outcomes.flatMap(({ tell }) => (tell ? [tell] : [])),
    group: left.length === 0 ? null : { members: left, told, nextAt },
  };
}

/** Keeps the rhythm: a late look does not shift those after it, and missed ones are not made up for. */
function nextTick(was: Date, now: Date, intervalMs: number): Date {
  const missed = Math.floor((now.getTime() - was.getTime()) / intervalMs);
  return later(was, (missed + 1) * intervalMs);
}

type Outcome = { readonly tell: Tell | null; readonly told: Told | null };

function outcomeFor(
  listener: Listener,
  told: Told | null,
  members: readonly Seen[],
  isTick: boolean,
  look: Look,
): Outcome {
  const heard = new Set(told?.firing);
  const isHeard = ({ fingerprint }: Member) => heard.has(fingerprint);
  const firing = members.filter(({ state }) => state === "firing");
  const ended = members.filter((member) => member.state === "resolved" && isHeard(member));
  const audible = ({ mute }: Member) => listener.isStateful || !mute;
  const view = {
    loud: firing.filter(({ mute }) => !mute),
    // Of what it keeps open, a stateful peer goes on hearing; others only of what is not silenced.
    shown: firing.filter((member) => !member.mute || (listener.isStateful && isHeard(member))),
    ended: ended.filter(audible),
  };
  const why = reasonFor(listener, told, { ...view, isHeard }, isTick, look);
  const gone = new Set(isTick || why ? view.ended.map(({ fingerprint }) => fingerprint) : []);
  const after = [...heard].filter((fingerprint) => !gone.has(fingerprint));
  if (!why) return { tell: null, told: told && { ...told, firing: after } };
  const flapping = view.loud.filter((member) => member.isFlapping);
  const keys = (list: readonly Member[]) => list.map(({ fingerprint }) => fingerprint);
  const nowHeard = [...new Set([...after, ...keys(view.loud)])];
  return {
    tell: {
      channelId: listener.id,
      kind: view.shown.length > 0 ? "firing" : "resolved",
      why,
      firing: keys(view.shown),
      resolved: listener.wantsResolved ? keys(view.ended) : [],
    },
    told: { channelId: listener.id, at: look.now, firing: nowHeard, flapping: keys(flapping) },
  };
}

type View = {
  readonly loud: readonly Seen[];
  readonly shown: readonly Seen[];
  readonly ended: readonly Seen[];
  readonly isHeard: (member: Member) => boolean;
};

function reasonFor(
  { wantsResolved }: Listener,
  told: Told | null,
  view: View,
  isTick: boolean,
  { now, timing, isAcknowledged }: Look,
): Tell["why"] | null {
  if (view.loud.some(isBack(told))) return "silence-ended";
  const news = isTick ? newsOf(told, view, wantsResolved) : null;
  if (news) return news;
  const isDue = told !== null && now.getTime() - told.at.getTime() >= timing.repeatMs;
  return isDue && !isAcknowledged && view.loud.length > 0 ? "repeat" : null;
}

function newsOf(
  told: Told | null,
  { loud, shown, ended, isHeard }: View,
  wantsResolved: boolean,
): Tell["why"] | null {
  if (loud.some((member) => !isHeard(member))) return told?.firing.length ? "changed" : "new";
  const turned = loud.find(hasTurned(told));
  if (turned) return turned.isFlapping ? "flapping" : "settled";
  if (!wantsResolved || ended.length === 0) return null;
  return shown.length > 0 ? "changed" : "resolved";
}

/** A silence over it has ended since the last word, and it had begun before that end. */
const isBack =
  (told: Told | null) =>
  ({ wasQuiet, endedAt, startedAt }: Seen): boolean => {
    if (wasQuiet) return true;
    const isLater = told !== null && endedAt !== null && endedAt > told.at;
    return isLater && !(startedAt && startedAt >= endedAt);
  };

/** One word when it begins to flap, and one when it has made up its mind. */
const hasTurned =
  (told: Told | null) =>
  ({ fingerprint, isFlapping }: Member): boolean =>
    isFlapping !== (told?.flapping.includes(fingerprint) ?? false);

/** A scene for grouping: changes of alerts over time, silences over them, and what was told when. */
import {
  dueAt,
  type Group,
  joined,
  type Listener,
  looked,
  type Tell,
  type Timing,
} from "@/lib/notify/grouping";
import { type Inhibition, muterOf, type Silence } from "@/lib/notify/mute";
import type { Labels } from "@/lib/notify/notice";

/** As the rows of a real Alertmanager were recorded: wait 2 s, interval 4 s, repeat 10 s. */
export const TIMING: Timing = { waitMs: 2_000, intervalMs: 4_000, repeatMs: 10_000 };
export const PAGER: Listener = { id: "pager", isStateful: true, wantsResolved: true };
export const MAIL: Listener = { id: "mail", isStateful: false, wantsResolved: true };

export const at = (seconds: number): Date => new Date(Math.round(seconds * 1_000));

export type Event = readonly [
  seconds: number,
  name: string,
  state: "firing" | "resolved" | "acknowledged" | "flapping" | "settled",
];
export type Scene = {
  readonly events: readonly Event[];
  readonly silences?: readonly (readonly [from: number, to: number, name?: string])[];
  readonly inhibitions?: readonly Inhibition[];
  readonly until?: number;
  readonly listeners?: readonly Listener[];
};

const labelsOf = (name: string): Labels => ({ svc: "s", name });

const silenceOf = (
  [from, to, name = ".*"]: readonly [number, number, string?],
  i: number,
): Silence => ({
  id: `s${i}`,
  matchers: [{ name: "name", operator: "=~", value: name }],
  startsAt: at(from),
  endsAt: at(to),
});

type State = { group: Group | null; isAcknowledged: boolean; readonly firing: Set<string> };
export type Told = Tell & { readonly second: number };

/** Plays it: of what happens at one instant, changes come first, then whatever is due. */
export function* play(scene: Scene): Generator<Told> {
  const state: State = { group: null, isAcknowledged: false, firing: new Set() };
  const rest = [...scene.events];
  for (let steps = 0; steps < 2_000; steps++) {
    const next = rest[0] ? at(rest[0][0]) : null;
    const due = state.group && dueAt(state.group, TIMING, state.isAcknowledged);
    const now = new Date(
      Math.min(...[next, due].map((date) => date?.getTime() ?? Number.POSITIVE_INFINITY)),
    );
    if (!(now <= at(scene.until ?? 40))) return;
    if (next && next <= now) change(state, rest.shift() as Event, now);
    else yield* look(state, scene, now);
  }
  throw new Error("The scene does not end");
}

function change(state: State, [, name, to]: Event, now: Date): void {
  if (to === "acknowledged") {
    state.isAcknowledged = true;
    return;
  }
  const isFiring = to !== "resolved";
  if (isFiring) state.firing.add(name);
  else state.firing.delete(name);
  const change = {
    ...{ fingerprint: name, startedAt: now, isFlapping: to === "flapping" },
    state: isFiring ? ("firing" as const) : ("resolved" as const),
  };
  state.group = joined(state.group, change, now, TIMING);
}

function* look(state: State, scene: Scene, now: Date): Generator<Told> {
  if (!state.group) return;
  const { silences = [], inhibitions = [], listeners = [PAGER] } = scene;
  const quiet = muterOf(
    { silences: silences.map(silenceOf), maintenances: [], inhibitions },
    [...state.firing].map((name) => ({ labels: labelsOf(name) })),
    now,
  );
  const { group, tells } = looked(state.group, {
    now,
    timing: TIMING,
    quietOf: (name) => quiet(labelsOf(name)),
    listeners,
    isAcknowledged: state.isAcknowledged,
  });
  state.group = group;
  for (const tell of tells) yield { ...tell, second: now.getTime() / 1_000 };
}

/** `2 F[a b]`, `14 R[b✓]`; with the channel when there are several. */
export function told(scene: Scene): string[] {
  const isOne = (scene.listeners ?? [PAGER]).length === 1;
  return [...play(scene)].map(({ second, channelId, kind, firing, resolved }) => {
    const names = [...[...firing].sort(), ...[...resolved].sort().map((name) => `${name}✓`)];
    const words = `${second} ${kind === "firing" ? "F" : "R"}[${names.join(" ")}]`;
    return isOne ? words : `${channelId} ${words}`;
  });
}

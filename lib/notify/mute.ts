/** What keeps an alert from being told: a silence, a maintenance window, or a greater alert that explains it. */
import type { Maintenance } from "./maintenance";
import { windowAt } from "./maintenance";
import { type Matcher, type Selector, selectorOf } from "./matcher";
import type { Labels } from "./notice";

export type Silence = {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: Date;
  /** Not included: at this instant it is over. */
  readonly endsAt: Date;
};

/** While a source fires, targets that agree with it in all of `equal` are not told. */
export type Inhibition = {
  readonly id: string;
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
};

export type Mute = {
  readonly by: "silence" | "maintenance" | "inhibition";
  readonly id: string;
  /** When it ends by itself; null when that depends on another alert. */
  readonly until: Date | null;
};

export type MuteRules = {
  readonly silences: readonly Silence[];
  readonly maintenances: readonly (Maintenance & {
    readonly id: string;
    readonly matchers: readonly Matcher[];
  })[];
  readonly inhibitions: readonly Inhibition[];
};

export type Fired = { readonly labels: Labels };

/** What holds now, and when the last silence over these labels ended. */
export type Quiet = { readonly mute: Mute | null; readonly endedAt: Date | null };

/**
 * Compiled once for many alerts of one moment. Of several mutes the one that ends last is named.
 * Silences that are over belong in `rules` for as long as somebody may not have been told yet.
 */
export function muterOf(
  rules: MuteRules,
  firing: readonly Fired[],
  now: Date,
): (labels: Labels) => Quiet {
  const timed = [...silencesAt(rules.silences, now), ...maintenancesAt(rules.maintenances, now)];
  const over = rules.silences
    .filter(({ endsAt }) => endsAt <= now)
    .map(({ matchers, endsAt }) => ({ isMeant: selectorOf(matchers), endsAt }));
  const inhibitors = rules.inhibitions.map((rule) => inhibitorOf(rule, firing));
  return (labels) => {
    const [last] = timed
      .filter(({ isMeant }) => isMeant(labels))
      .map(({ mute }) => mute)
      .sort((a, b) => timeOf(b) - timeOf(a));
    const inhibited = () =>
      inhibitors.map((inhibit) => inhibit(labels)).find((mute) => mute !== null);
    const ends = over
      .filter(({ isMeant }) => isMeant(labels))
      .map(({ endsAt }) => endsAt.getTime());
    return {
      mute: last ?? inhibited() ?? null,
      endedAt: ends.length > 0 ? new Date(Math.max(...ends)) : null,
    };
  };
}

const timeOf = ({ until }: Mute): number => until?.getTime() ?? Number.POSITIVE_INFINITY;

type Timed = { readonly isMeant: Selector; readonly mute: Mute };

const silencesAt = (silences: readonly Silence[], now: Date): Timed[] =>
  silences
    .filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
    .map(({ id, matchers, endsAt }) => ({
      isMeant: selectorOf(matchers),
      mute: { by: "silence", id, until: endsAt },
    }));

const maintenancesAt = (maintenances: MuteRules["maintenances"], now: Date): Timed[] =>
  maintenances.flatMap((maintenance) => {
    const open = windowAt(maintenance, now);
    const { id, matchers } = maintenance;
    return open
      ? [
          {
            isMeant: selectorOf(matchers),
            mute: { by: "maintenance", id, until: open.to } as const,
          },
        ]
      : [];
  });

function inhibitorOf({ id, source, target, equal }: Inhibition, firing: readonly Fired[]) {
  const isSource = selectorOf(source);
  const isTarget = selectorOf(target);
  const common = (labels: Labels): string =>
    JSON.stringify(equal.map((name) => (Object.hasOwn(labels, name) ? labels[name] : "")));
  const sources = firing.filter(({ labels }) => isSource(labels));
  const all = new Set(sources.map(({ labels }) => common(labels)));
  // An alert that is both would silence its equals, and they it; only one-sided sources count for it.
  const oneSided = new Set(
    sources.filter(({ labels }) => !isTarget(labels)).map(({ labels }) => common(labels)),
  );
  return (labels: Labels): Mute | null => {
    if (!isTarget(labels)) return null;
    const those = isSource(labels) ? oneSided : all;
    return those.has(common(labels)) ? { by: "inhibition", id, until: null } : null;
  };
}

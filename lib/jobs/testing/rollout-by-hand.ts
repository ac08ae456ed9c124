/** A crowd of requests and what the arithmetic alone makes of it, without a database: what the worker is checked against. */
import type { Rng } from "@/lib/core/rng";
import { MINUTE } from "@/lib/core/time";
import { BUCKETS, bucketOf } from "@/lib/flags/bucket";
import { type Dealt, shareAt } from "@/lib/rollouts/dealing";
import { gateRuleSchema } from "@/lib/rollouts/gate";
import type { Scenario } from "@/lib/rollouts/scenarios";
import { PROMISE } from "@/lib/rollouts/trial";
import { countsOf, type Request } from "@/lib/rollouts/units";
import { newWatch, type Watch, watchMinute } from "@/lib/rollouts/watch";

export const USERS = 2_000;
/** Any instant at the edge of a minute, so that the first minute is whole. */
export const BEGUN_AT = Date.parse("2026-03-02T12:00:00.000Z");
/** Nobody's failures are put together across the edge of one. */
const STRETCH_MINUTES = 10;
const RULES = { errors: gateRuleSchema.parse({}) };

export const atMinute = (minute: number) => new Date(BEGUN_AT + minute * MINUTE);

export type Sent = { readonly at: number; readonly user: number; readonly isBad: boolean };
type IsCanary = (user: number) => boolean;
type Span = { readonly from: number; readonly to: number; readonly users: number };

/** Anybody may come at any time; edges may lie within a minute. */
export function draw(
  dice: Rng,
  scenario: Scenario,
  { from, to, users }: Span,
  isCanary: IsCanary,
): Sent[] {
  const sent: Sent[] = [];
  for (let begin = from; begin < to; begin = Math.floor(begin) + 1) {
    const length = Math.min(to, Math.floor(begin) + 1) - begin;
    const { unitsPerMinute, canaryBad, controlBad } = scenario.at(begin);
    for (let left = dice.poisson(unitsPerMinute * length); left > 0; left--) {
      const user = dice.int(0, users - 1);
      const isBad = dice.next() < (isCanary(user) ? canaryBad : controlBad);
      const at = atMinute(begin).getTime() + dice.int(0, Math.floor(length * MINUTE) - 1);
      sent.push({ at, user, isBad });
    }
  }
  return sent;
}

export const requestsOf = (sent: readonly Sent[], isCanary: IsCanary): Request[] =>
  sent.map(({ at, user, isBad }) => ({ at, unit: `u${user}`, isBad, isCanary: isCanary(user) }));

/** Counts from 1. */
export const crossedIn = ({ crossedAt }: Watch): number | null =>
  crossedAt === null ? null : (crossedAt - BEGUN_AT) / MINUTE + 1;

type ByHand = { readonly watch: Watch; readonly known: Set<string> };
const nothing = (): ByHand => ({ watch: newWatch(RULES), known: new Set() });

/** Whole stretches, one after the other. */
function add(so: ByHand, requests: readonly Request[], dealt: readonly Dealt[]): ByHand {
  const met = meet(so.known, requests);
  let { watch } = so;
  for (const [at, errors] of [...countsOf(requests)].sort(([a], [b]) => a - b)) {
    const share = shareAt(dealt, at);
    const exposed = share === null ? null : { canary: 0, control: 0, ...met.get(at), share };
    const seen = { at, gates: { errors }, ...(exposed && { exposed }) };
    watch = watchMinute(RULES, PROMISE, watch, seen);
    if (watch.crossedAt !== null) break;
  }
  return { ...so, watch };
}

/** Users by the minute at which they came first. */
function meet(known: Set<string>, requests: readonly Request[]) {
  const met = new Map<number, { canary: number; control: number }>();
  for (const { at: instant, unit, isCanary } of requests.toSorted((a, b) => a.at - b.at)) {
    if (known.has(unit)) continue;
    known.add(unit);
    const start = instant - (instant % MINUTE);
    const so = met.get(start) ?? { canary: 0, control: 0 };
    so[isCanary ? "canary" : "control"]++;
    met.set(start, so);
  }
  return met;
}

/** What the worker has to come to of these requests. */
export const watchByHand = (requests: readonly Request[], dealt: readonly Dealt[]): Watch =>
  add(nothing(), requests, dealt).watch;

/** As many rollouts on one crowd as there are salts, to the end of the scenario: when each crossed. */
export function tryByHand(
  scenario: Scenario,
  salts: readonly string[],
  dice: Rng,
): (number | null)[] {
  const buckets = salts.map((salt) =>
    Array.from({ length: USERS }, (_, user) => bucketOf(salt, `u${user}`)),
  );
  const dealt = sharesOf(scenario);
  let all = salts.map(nothing);
  for (let from = 0; from < scenario.minutes; from += STRETCH_MINUTES) {
    const to = Math.min(scenario.minutes, from + STRETCH_MINUTES);
    const { share } = scenario.at(from);
    const sent = draw(dice, scenario, { from, to, users: USERS }, () => true);
    all = all.map((so, i) => {
      if (so.watch.crossedAt !== null) return so;
      const isCanary = (user: number) => (buckets[i]?.[user] ?? BUCKETS) < share * BUCKETS;
      return add(so, requestsOf(sent, isCanary), dealt);
    });
  }
  return all.map(({ watch }) => crossedIn(watch));
}

function sharesOf({ minutes, at }: Scenario): Dealt[] {
  const dealt = [{ at: BEGUN_AT, share: 0 }];
  for (let minute = 0; minute < minutes; minute++) {
    const { share } = at(minute);
    if (share !== dealt.at(-1)?.share) dealt.push({ at: atMinute(minute).getTime(), share });
  }
  return dealt;
}

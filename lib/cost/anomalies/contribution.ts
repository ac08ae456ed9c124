/** Who made the difference: a change in spend divided among the members of each dimension, and into traffic and price. */

export type Spend = {
  readonly cost: number;
  readonly calls: number;
};

/** Spend of each member of one dimension, such as each agent: what was expected, what was observed. */
export type Division = {
  readonly dimension: string;
  readonly expected: ReadonlyMap<string, Spend>;
  readonly observed: ReadonlyMap<string, Spend>;
};

export type Contribution = {
  readonly dimension: string;
  readonly member: string;
  /** Observed less expected. */
  readonly change: number;
  /** Of the whole change; above 1 where others went the other way; null: nothing changed. */
  readonly share: number | null;
  /** `change` again, as more calls and as dearer calls. */
  readonly traffic: number;
  readonly price: number;
};

const NOTHING: Spend = { cost: 0, calls: 0 };

/** Members of all dimensions, largest change in the direction of the whole first. Each dimension's changes add up to the whole. */
export function contributionsOf(divisions: readonly Division[]): Contribution[] {
  return divisions
    .flatMap(contributionsIn)
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || Math.abs(b.change) - Math.abs(a.change));
}

function contributionsIn({ dimension, expected, observed }: Division): Contribution[] {
  const members = [...new Set([...expected.keys(), ...observed.keys()])];
  const changes = members.map((member) => {
    const [before, now] = [expected.get(member) ?? NOTHING, observed.get(member) ?? NOTHING];
    return { dimension, member, change: now.cost - before.cost, ...effectsOf(before, now) };
  });
  const whole = changes.reduce((sum, { change }) => sum + change, 0);
  return changes.map((one) => ({ ...one, share: whole === 0 ? null : one.change / whole }));
}

/**
 * Each effect at the mean of the other's two values, so that they add up to the change whichever is taken
 * first. Who had no calls before, or has none now, is all traffic: there is no price to compare.
 */
export function effectsOf(before: Spend, now: Spend): { traffic: number; price: number } {
  if (before.calls === 0 || now.calls === 0) return { traffic: now.cost - before.cost, price: 0 };
  const [old, fresh] = [before.cost / before.calls, now.cost / now.calls];
  return {
    traffic: ((now.calls - before.calls) * (old + fresh)) / 2,
    price: ((fresh - old) * (before.calls + now.calls)) / 2,
  };
}

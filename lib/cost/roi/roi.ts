/** What the money brought: cost per outcome and per successful task, and value over cost, by inputs with a date. */
import { Fault } from "@/lib/core/fault";

/** What people say a result is worth. A new version holds from its instant on and changes no past figure. */
export type Inputs = {
  readonly version: number;
  readonly from: Date;
  /** Dollars for an hour of the people whose time is saved. */
  readonly hourlyRate: number;
  /** Of one outcome of a kind. It holds over what events say; a kind that is not here is worth what they say. */
  readonly worth: Readonly<Record<string, Worth>>;
  /** Value over cost that is aimed at. */
  readonly targetMultiplier: number;
};

/** Dollars, or minutes that are paid at the rate of an hour. */
export type Worth = { readonly by: "minutes" | "usd"; readonly each: number };

export const DEFAULT_TARGET = 100;

/** Outcomes that have all of this in common. A part of one may belong to a provider. */
export type Outcome = {
  readonly at: Date;
  readonly kind: string;
  readonly provider: string | null;
  readonly isSuccess: boolean;
  readonly n: number;
  /** Dollars of all of them; null: not reported. */
  readonly value: number | null;
  readonly minutesSaved: number | null;
};

export type Roi = {
  /** Null: not known. */
  readonly cost: number | null;
  readonly outcomes: number;
  readonly successes: number;
  /** Dollars; null where it is known of none; and of how many successes it is not. */
  readonly value: number | null;
  readonly unvalued: number;
  /** Null where there was nothing to divide by. */
  readonly costPerOutcome: number | null;
  readonly costPerSuccess: number | null;
  readonly multiplier: number | null;
  readonly isOnTarget: boolean | null;
};

/** The inputs in force at an instant; null before the first. */
export function inputsAt(versions: readonly Inputs[], at: Date): Inputs | null {
  const past = versions.filter(({ from }) => from <= at);
  return past.reduce<Inputs | null>(
    (best, one) =>
      best === null ||
      one.from > best.from ||
      (one.from.getTime() === best.from.getTime() && one.version > best.version)
        ? one
        : best,
    null,
  );
}

/** What they were worth: as people say of their kind, or else by the dollars or the minutes that events say. */
function worthOf(outcome: Outcome, versions: readonly Inputs[]): number | null {
  const inputs = inputsAt(versions, outcome.at);
  const said = inputs && Object.hasOwn(inputs.worth, outcome.kind) && inputs.worth[outcome.kind];
  if (said) return outcome.n * said.each * (said.by === "usd" ? 1 : inputs.hourlyRate / 60);
  if (outcome.value !== null) return outcome.value;
  if (inputs === null || outcome.minutesSaved === null) return null;
  return (outcome.minutesSaved / 60) * inputs.hourlyRate;
}

/** A failed outcome cost as much and is worth nothing. */
export function roiOf(
  cost: number | null,
  outcomes: readonly Outcome[],
  versions: readonly Inputs[],
  now: Date,
): Roi {
  const succeeded = outcomes
    .filter(({ isSuccess }) => isSuccess)
    .map((outcome) => ({ n: outcome.n, worth: worthOf(outcome, versions) }));
  const valued = succeeded.filter(({ worth }) => worth !== null);
  const all = countOf(outcomes);
  const successes = countOf(succeeded);
  const value =
    valued.length === 0 && (all === 0 || successes > 0)
      ? null
      : valued.reduce((sum, { worth }) => sum + (worth ?? 0), 0);
  const multiplier = value !== null && cost !== null && cost > 0 ? value / cost : null;
  const target = inputsAt(versions, now)?.targetMultiplier ?? DEFAULT_TARGET;
  return {
    cost,
    outcomes: all,
    successes,
    value,
    unvalued: successes - countOf(valued),
    costPerOutcome: cost === null || all === 0 ? null : cost / all,
    costPerSuccess: cost === null || successes === 0 ? null : cost / successes,
    multiplier,
    isOnTarget: multiplier === null ? null : multiplier > target,
  };
}

const countOf = (rows: readonly { readonly n: number }[]): number =>
  rows.reduce((sum, { n }) => sum + n, 0);

/** The same for each provider, with its own cost. Outcomes that name none stand under null. */
export function roiByProvider(
  costs: ReadonlyMap<string | null, number | null>,
  outcomes: readonly Outcome[],
  versions: readonly Inputs[],
  now: Date,
): Map<string | null, Roi> {
  const providers = new Set([...costs.keys(), ...outcomes.map(({ provider }) => provider)]);
  return new Map(
    [...providers].map((provider) => {
      const own = outcomes.filter((outcome) => outcome.provider === provider);
      return [provider, roiOf(costs.get(provider) ?? null, own, versions, now)] as const;
    }),
  );
}

export function checkInputs({
  hourlyRate,
  worth,
  targetMultiplier,
}: Omit<Inputs, "version">): void {
  const refuse = (field: string): never => {
    throw new Fault("invalid", `${field}: must be a number from zero`, { field });
  };
  const isFine = (value: number) => Number.isFinite(value) && value >= 0;
  if (!isFine(hourlyRate)) refuse("hourlyRate");
  if (!isFine(targetMultiplier)) refuse("targetMultiplier");
  for (const [kind, { each }] of Object.entries(worth)) if (!isFine(each)) refuse(`worth.${kind}`);
}

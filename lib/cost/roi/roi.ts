/** What the money brought: cost per outcome and per successful task, and value over cost, by inputs with a date. */
import { Fault } from "@/lib/core/fault";

/** What people say a result is worth. A new version holds from its instant on and changes no past figure. */
export type Inputs = {
  readonly version: number;
  readonly from: Date;
  /** Dollars for an hour of the people whose time is saved. */
  readonly hourlyRate: number;
  /** Dollars for one outcome of a kind that reports neither value nor minutes. */
  readonly worth: Readonly<Record<string, number>>;
  /** Value over cost that is aimed at. */
  readonly targetMultiplier: number;
};

const DEFAULT_TARGET = 100;

export type Outcome = {
  readonly at: Date;
  readonly kind: string;
  readonly provider: string | null;
  readonly isSuccess: boolean;
  /** Dollars; null: not reported. */
  readonly value: number | null;
  readonly minutesSaved: number | null;
};

export type Roi = {
  readonly cost: number;
  readonly outcomes: number;
  readonly successes: number;
  /** Dollars, and of how many outcomes it is not known. */
  readonly value: number;
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

/** What one outcome was worth: what it says itself, or its minutes at the rate of its day, or the worth of its kind. */
function worthOf(outcome: Outcome, versions: readonly Inputs[]): number | null {
  if (outcome.value !== null) return outcome.value;
  const inputs = inputsAt(versions, outcome.at);
  if (inputs === null) return null;
  if (outcome.minutesSaved !== null) return (outcome.minutesSaved / 60) * inputs.hourlyRate;
  return inputs.worth[outcome.kind] ?? null;
}

/** A failed outcome cost as much and is worth nothing. */
export function roiOf(
  cost: number,
  outcomes: readonly Outcome[],
  versions: readonly Inputs[],
  now: Date,
): Roi {
  const successes = outcomes.filter(({ isSuccess }) => isSuccess);
  const values = successes.map((outcome) => worthOf(outcome, versions));
  const value = values.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const multiplier = cost > 0 && successes.length > 0 ? value / cost : null;
  const target = inputsAt(versions, now)?.targetMultiplier ?? DEFAULT_TARGET;
  return {
    cost,
    outcomes: outcomes.length,
    successes: successes.length,
    value,
    unvalued: values.filter((one) => one === null).length,
    costPerOutcome: outcomes.length === 0 ? null : cost / outcomes.length,
    costPerSuccess: successes.length === 0 ? null : cost / successes.length,
    multiplier,
    isOnTarget: multiplier === null ? null : multiplier > target,
  };
}

/** The same for each provider, with its own cost. Outcomes that name none stand under null. */
export function roiByProvider(
  costs: ReadonlyMap<string | null, number>,
  outcomes: readonly Outcome[],
  versions: readonly Inputs[],
  now: Date,
): Map<string | null, Roi> {
  const providers = new Set([...costs.keys(), ...outcomes.map(({ provider }) => provider)]);
  return new Map(
    [...providers].map((provider) => {
      const own = outcomes.filter((outcome) => outcome.provider === provider);
      return [provider, roiOf(costs.get(provider) ?? 0, own, versions, now)] as const;
    }),
  );
}

export function checkInputs({ hourlyRate, worth, targetMultiplier }: Inputs): void {
  const refuse = (field: string): never => {
    throw new Fault("invalid", `${field}: must be a number from zero`, { field });
  };
  const isFine = (value: number) => Number.isFinite(value) && value >= 0;
  if (!isFine(hourlyRate)) refuse("hourlyRate");
  if (!isFine(targetMultiplier)) refuse("targetMultiplier");
  for (const [kind, value] of Object.entries(worth)) if (!isFine(value)) refuse(`worth.${kind}`);
}

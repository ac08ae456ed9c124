/** Made-up traffic of two arms, minute by minute: healthy canaries of every sort, and canaries that are not. */
import type { Rng } from "@/lib/core/rng";
import type { Minute } from "./evidence";

/** What holds in one minute. */
type Weather = {
  readonly unitsPerMinute: number;
  /** The canary's, 0..1. */
  readonly share: number;
  readonly controlBad: number;
  readonly canaryBad: number;
};
export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly at: (minute: number) => Weather;
};

const DAY = 24 * 60;
const steady = (weather: Weather) => () => weather;
const healthy = (unitsPerMinute: number, share: number, bad: number): Weather => ({
  ...{ unitsPerMinute, share, controlBad: bad, canaryBad: bad },
});

/** A canary that is as good as its control: rolling it back is a mistake. */
export const HEALTHY: readonly Scenario[] = [
  { id: "1a", title: "10 % canary, 24 h", minutes: DAY, at: steady(healthy(50, 0.1, 0.01)) },
  { id: "1b", title: "50 % canary, 24 h", minutes: DAY, at: steady(healthy(50, 0.5, 0.01)) },
  {
    id: "1c",
    title: "10 % for 24 h, then 50 % for 24 h",
    minutes: 2 * DAY,
    at: (minute) => healthy(50, minute < DAY ? 0.1 : 0.5, 0.01),
  },
  {
    id: "1d",
    title: "an outage of 20 min in both arms",
    minutes: DAY,
    at: (minute) => healthy(50, 0.1, minute >= 600 && minute < 620 ? 0.15 : 0.01),
  },
  {
    id: "1e",
    title: "day and night in traffic and errors",
    minutes: DAY,
    at: (minute) => {
      const sun = Math.sin((2 * Math.PI * minute) / DAY);
      return healthy(50 * (1 + 0.8 * sun), 0.1, 0.015 * (1 - 0.6 * sun));
    },
  },
  {
    id: "1f",
    title: "from 10 to 50 % while the common rate drifts from 1 to 3 %",
    minutes: DAY,
    at: (minute) => healthy(50, minute < DAY / 2 ? 0.1 : 0.5, 0.01 + (0.02 * minute) / DAY),
  },
];

const worse = (unitsPerMinute: number, share: number, controlBad: number, canaryBad: number) =>
  steady({ unitsPerMinute, share, controlBad, canaryBad });

/** A canary that has to go, and the median of minutes that the method is known to take. */
export const REGRESSED: readonly (Scenario & { readonly medianMinutes: number })[] = [
  {
    ...{ id: "2a", title: "1 to 3 %, 5 of 50 a minute", minutes: DAY, medianMinutes: 55 },
    at: worse(50, 0.1, 0.01, 0.03),
  },
  {
    ...{ id: "2b", title: "1 to 3 %, 25 of 50 a minute", minutes: DAY, medianMinutes: 22 },
    at: worse(50, 0.5, 0.01, 0.03),
  },
  {
    ...{ id: "2c", title: "1 to 3 %, 50 of 500 a minute", minutes: DAY, medianMinutes: 6 },
    at: worse(500, 0.1, 0.01, 0.03),
  },
  {
    ...{ id: "2d", title: "1 to 20 %, 5 of 50 a minute", minutes: DAY, medianMinutes: 3 },
    at: worse(50, 0.1, 0.01, 0.2),
  },
  {
    ...{ id: "4b", title: "latency 1.25x, 5 of 50 a minute", minutes: DAY, medianMinutes: 34 },
    at: worse(50, 0.1, 0.05, 0.102),
  },
  {
    ...{ id: "4c", title: "latency 1.5x, 5 of 50 a minute", minutes: DAY, medianMinutes: 9 },
    at: worse(50, 0.1, 0.05, 0.166),
  },
];

/** One minute's counts: units come as they come, and go bad independently. */
export function drawMinute(rng: Rng, { unitsPerMinute, share, ...bad }: Weather): Minute {
  const [canary, control] = [unitsPerMinute * share, unitsPerMinute * (1 - share)];
  const canaryBad = rng.poisson(canary * bad.canaryBad);
  const controlBad = rng.poisson(control * bad.controlBad);
  return {
    canary: canaryBad + rng.poisson(canary * (1 - bad.canaryBad)),
    canaryBad,
    control: controlBad + rng.poisson(control * (1 - bad.controlBad)),
    controlBad,
  };
}

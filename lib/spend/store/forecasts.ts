/** Forecasts of daily spend, each made once for the days that it knows: a day's figures change at midnight, not at each look. */
import { setImmediate as breathe } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { type Forecast, forecastOf } from "@/lib/cost/forecast/forecast";
import { shared } from "@/lib/platform/process";
import { type Daily, dateOf, dollarsBefore } from "@/lib/spend/daily";

/** To the end of the longest month, today included. */
const HORIZON = 31;
const SEASON = 7;
/** Half a year of history is as much as the models look at with profit. */
export const HISTORY_DAYS = 182;

const cache = () => shared("spend-forecasts", () => new LRUCache<string, Forecast>({ max: 500 }));

export function forecastOn(values: readonly number[]): Forecast {
  const key = JSON.stringify(values);
  const known = cache().get(key);
  if (known) return known;
  const made = forecastOf(values, HORIZON, SEASON);
  cache().set(key, made);
  return made;
}

/** Its first day is today. Others get their turn first: a fit takes a tenth of a second. */
export async function forecastFrom(
  rows: readonly Daily[],
  now: Date,
  timeZone: string,
): Promise<Forecast> {
  await breathe();
  return forecastOn(dollarsBefore(rows, dateOf(now, timeZone)));
}

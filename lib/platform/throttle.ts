/** Counts attempts by name in a window and refuses the rest, with the time to wait. Kept in this process's memory. */
import { LRUCache } from "lru-cache";
import { Fault } from "@/lib/core/fault";
import { shared } from "./process";

export type Rule = { readonly limit: number; readonly windowMs: number };
type Count = { n: number; readonly since: number };

export type Throttle = {
  /** Counts an attempt before it is judged, so that attempts side by side are all counted. */
  readonly take: (key: string, now: Date) => void;
  /** Forgets all attempts of a name: the right password was among them. */
  readonly forgive: (key: string) => void;
  /** Takes one attempt back, and leaves those before it counted. */
  readonly giveBack: (key: string) => void;
};

const MAX_KEYS = 50_000;

export function throttle(name: string, { limit, windowMs }: Rule): Throttle {
  const counts = () =>
    shared(`throttle-${name}`, () => new LRUCache<string, Count>({ max: MAX_KEYS }));
  return {
    take: (key, now) => {
      const known = counts().get(key);
      const isOver = !known || now.getTime() - known.since >= windowMs;
      const count = isOver ? { n: 0, since: now.getTime() } : known;
      if (count.n >= limit) throw tooMany(count.since + windowMs - now.getTime());
      count.n++;
      counts().set(key, count);
    },
    forgive: (key) => counts().delete(key),
    giveBack: (key) => {
      const count = counts().get(key);
      if (count && count.n > 0) count.n--;
    },
  };
}

export function tooMany(waitMs: number): Fault {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new Fault("rate-limited", `Too many attempts: try again in ${wait}`, {
    retryAfterSeconds: seconds,
  });
}

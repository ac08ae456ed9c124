/** A token bucket for each sender: a steady rate, with one second's worth of haste. Kept in this process's memory. */
import { LRUCache } from "lru-cache";
import { Fault } from "@/lib/core/fault";
import { shared } from "./process";

type Bucket = { left: number; at: number };

const MAX_SENDERS = 20_000;
const LEAST_BURST = 10;

const buckets = () => shared("turns", () => new LRUCache<string, Bucket>({ max: MAX_SENDERS }));

/** Takes one turn, or throws 429 with the time until there is one. */
export function takeTurn(sender: string, perSecond: number, now: Date): void {
  const most = Math.max(perSecond, LEAST_BURST);
  const bucket = buckets().get(sender) ?? { left: most, at: now.getTime() };
  const elapsedMs = Math.max(0, now.getTime() - bucket.at);
  const left = Math.min(most, bucket.left + (elapsedMs / 1_000) * perSecond);
  if (left < 1) {
    throw new Fault("rate-limited", `This key may make ${perSecond} requests a second`, {
      retryAfterSeconds: Math.ceil((1 - left) / perSecond),
    });
  }
  buckets().set(sender, { left: left - 1, at: now.getTime() });
}

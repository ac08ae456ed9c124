/** Where a key falls: one of 100,000 buckets, the same on every machine and for ever. */
import { hash32 } from "@/lib/core/hash";

export const BUCKETS = 100_000;
const TWO_32 = 2 ** 32;

/** Exact in a double, since 2^32 × 100,000 is below 2^53; no modulo, so no bucket is favoured. */
export const bucketOf = (salt: string, key: string): number =>
  Math.floor(((hash32(`${salt}:${key}`) >>> 0) * BUCKETS) / TWO_32);

/** Empties the outbox: claims what is due, sends it, and writes down what the peer said. Safe in any number of processes. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SECOND } from "@/lib/core/time";
import type { Peers } from "@/lib/notify/notifier";
import { allowedHosts } from "@/lib/notify/store/allowed-hosts";
import { finish } from "@/lib/notify/store/finish";
import { type Claim, claim, release, renew } from "@/lib/notify/store/outbox";
import { send } from "@/lib/notify/store/send";
import { sendMail } from "@/lib/platform/mail";
import { outbound } from "@/lib/platform/outbound";
import type { Pool } from "@/lib/platform/pool";

const HANDS = 16;
const IDLE_MS = SECOND;
/** Shorter than the worker's own grace. */
const LAST_WAIT_MS = 8 * SECOND;
const PER_CHANNEL = 4;

type Sender = Omit<Peers, "now">;
type Ways = {
  readonly peers?: (hosts: readonly string[]) => Sender;
  readonly random?: () => number;
  readonly leaseSeconds?: number;
};

const realPeers = (allow: readonly string[]): Sender => ({
  ask: outbound({ allow }),
  mail: sendMail,
});

/** Sends until the signal aborts; then lets what is under way end, and gives back what is not. */
export async function deliverUntil(
  pool: Pool,
  signal: AbortSignal,
  ways: Ways = {},
): Promise<void> {
  const holder = randomUUID();
  const going = new Map<string, { readonly claim: Claim; readonly work: Promise<void> }>();
  const troubles: unknown[] = [];
  while (!signal.aborted && troubles.length === 0) {
    if (going.size > 0) await renew(pool, holder, [...going.keys()], ways.leaseSeconds);
    const claims = await claimFor(pool, holder, [...going.values()], ways);
    const peers = claims.length > 0 ? await peersFor(pool, ways) : null;
    for (const one of claims) {
      if (!peers) break;
      const work = deliverOne(pool, holder, one, peers, ways)
        .catch((error: unknown) => void troubles.push(error))
        .finally(() => going.delete(one.id));
      going.set(one.id, { claim: one, work });
    }
    await rest(signal, [...going.values()], claims.length > 0);
  }
  await Promise.race([
    Promise.all([...going.values()].map(({ work }) => work)),
    sleep(LAST_WAIT_MS, undefined, { ref: false }),
  ]);
  await release(pool, holder, [...going.keys()]);
  if (troubles.length > 0) throw troubles[0];
}

/** One round, to its end: everything that is due now. For tests and for those who wait. */
export async function deliverDue(
  pool: Pool,
  ways: Ways & { readonly now?: Date } = {},
): Promise<number> {
  const holder = randomUUID();
  const claims = await claim(pool, { holder, limit: HANDS, busy: [], now: ways.now });
  const peers = await peersFor(pool, ways);
  await Promise.all(claims.map((one) => deliverOne(pool, holder, one, peers, ways)));
  return claims.length;
}

const peersFor = async (pool: Pool, { peers = realPeers }: Ways): Promise<Sender> =>
  peers(await allowedHosts(pool));

type Going = { readonly claim: Claim; readonly work: Promise<void> };

function claimFor(
  pool: Pool,
  holder: string,
  going: readonly Going[],
  { leaseSeconds }: Ways,
): Promise<Claim[]> {
  const limit = HANDS - going.length;
  if (limit <= 0) return Promise.resolve([]);
  const told = going.map(({ claim: { channel } }) => channel.id);
  const busy = [...new Set(told)].filter(
    (id) => told.filter((one) => one === id).length >= PER_CHANNEL,
  );
  return claim(pool, { holder, limit, busy, leaseSeconds });
}

/** Looks again at once when something was found, and otherwise when a hand is free or a second is over. */
async function rest(signal: AbortSignal, going: readonly Going[], wasFound: boolean) {
  if (wasFound && going.length < HANDS) return;
  const pause = new AbortController();
  const stop = () => pause.abort();
  signal.addEventListener("abort", stop, { once: true });
  const idle = sleep(IDLE_MS, undefined, { signal: pause.signal }).catch(() => undefined);
  const isFull = going.length >= HANDS;
  await Promise.race([idle, ...(isFull ? going.map(({ work }) => work) : [])]);
  signal.removeEventListener("abort", stop);
  stop();
}

async function deliverOne(
  pool: Pool,
  holder: string,
  one: Claim,
  peers: Sender,
  { random = Math.random, ...ways }: Ways & { readonly now?: Date },
): Promise<void> {
  const began = performance.now();
  const attempt = await send(one, peers);
  const durationMs = performance.now() - began;
  await finish(pool, { claim: one, holder, attempt, durationMs, now: ways.now, random });
}

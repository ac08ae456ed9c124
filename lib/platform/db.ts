/** The one Prisma client, for configuration. Telemetry goes through `pool.ts`. */
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/prisma/client/client";
import { env } from "./env";
import { shared } from "./process";

export type Db = PrismaClient | Prisma.TransactionClient;
export type Transaction = Prisma.TransactionClient;

export function db(): PrismaClient {
  return shared("prisma", () => {
    const adapter = new PrismaPg({ connectionString: env().DATABASE_URL, max: 5 });
    return new PrismaClient({ adapter });
  });
}

/** Hashing a password on a busy machine takes seconds; Prisma's own limit is five. It writes into what it is given: pass a copy. */
const PATIENCE = { maxWait: 10_000, timeout: 20_000 };

type Ending = (tx: Transaction) => Promise<unknown>;
const endings = new WeakMap<object, Ending[]>();

/** Runs work in one transaction; within the caller's, if there is one, as a part that fails alone. */
export function inTransaction<T>(on: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!("$transaction" in on)) return work(on);
  const around = endings.get(on);
  return on.$transaction(
    async (tx) => {
      const last: Ending[] = [];
      endings.set(tx, last);
      const result = await work(tx);
      if (around) around.push(...last);
      else for (const ending of last) await ending(tx);
      return result;
    },
    { ...PATIENCE },
  );
}

/**
 * For what takes a lock that everybody needs: done last, in the order it was asked for, so that nobody
 * holds it while waiting for something else. A transaction opened in another way does it at once.
 */
export async function beforeCommit(tx: Transaction, ending: Ending): Promise<void> {
  const last = endings.get(tx);
  if (last) last.push(ending);
  else await ending(tx);
}

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

/** Runs work in one transaction, joining the caller's if there is one. */
export function inTransaction<T>(on: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return "$transaction" in on ? on.$transaction(work, { ...PATIENCE }) : work(on);
}

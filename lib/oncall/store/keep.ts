/** What every write of schedules and policies needs: new ids, one name for one thing, and people who are there. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import type { Transaction } from "@/lib/platform/db";
import type { Prisma } from "@/prisma/client/client";
import { peopleOf } from "./people";

export const newId = (now: Date): string => uuidV7(now.getTime(), randomBytes(10));

/** Plain values are JSON as they are; TypeScript cannot follow that far. */
export const asJson = (value: unknown): Prisma.InputJsonObject => value as Prisma.InputJsonObject;

/** Of two who take one name at once, the database tells the second. */
export async function uniquely<T>(
  { noun, name, field }: { noun: string; name: string; field: string },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "P2002") throw error;
    throw new Fault(
      "conflict",
      `There is ${noun} called “${name}” already: give this one another name`,
      { field },
      { cause: error },
    );
  }
}

/** Whoever was named before may have left; whoever is named anew has to be there. */
export async function judgePeople(
  tx: Transaction,
  projectId: number,
  named: readonly string[],
  { field }: { field: string },
): Promise<void> {
  const present = new Set(
    (await peopleOf(tx, projectId)).filter(({ isGone }) => !isGone).map(({ id }) => id),
  );
  if (named.every((id) => present.has(id))) return;
  throw new Fault(
    "invalid",
    `${field}: somebody named here does not belong to this project; choose one of its people`,
    { field },
  );
}

export const staleFault = (noun: string): Fault =>
  new Fault(
    "conflict",
    `Somebody has changed this ${noun} since you read it: look at it again, then change it`,
    { field: "revision" },
  );

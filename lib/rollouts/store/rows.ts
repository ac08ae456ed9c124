/** Rollouts as they are kept: read under their lock, and written back as one. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import type { Db, Transaction } from "@/lib/platform/db";
import type { Counted, Gathered } from "@/lib/rollouts/gathering";
import type { Plan } from "@/lib/rollouts/plan";
import type { RolloutState } from "@/lib/rollouts/state";
import type { Watch } from "@/lib/rollouts/watch";
import type { Prisma, Rollout } from "@/prisma/client/client";

export type Kept = Omit<Rollout, "plan" | "state" | "frozen" | "watch" | "counted"> & {
  readonly plan: Plan;
  readonly state: RolloutState;
  readonly frozen: Readonly<Record<string, number>>;
  /** Null before the start. */
  readonly gathered: Gathered | null;
};

/** What is kept was judged by its schema when it was written. */
export function keptOf({ plan, state, frozen, watch, counted, ...row }: Rollout): Kept {
  return {
    ...row,
    plan: plan as Plan,
    state: state as RolloutState,
    frozen: frozen as Record<string, number>,
    gathered:
      watch === null
        ? null
        : { watch: watch as unknown as Watch, counted: counted as unknown as Counted },
  };
}

export const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

const notThere = () => new Fault("not-found", "There is no such rollout", { field: "key" });

export async function rolloutIn(db: Db, projectId: number, key: string): Promise<Kept> {
  const row = await db.rollout.findUnique({ where: { projectId_key: { projectId, key } } });
  if (!row) throw notThere();
  return keptOf(row);
}

/** Of two who move it at once, the second sees what the first has done. */
export async function lockedRollout(tx: Transaction, id: string): Promise<Kept> {
  await tx.$queryRaw`SELECT 1 FROM rollout WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.rollout.findUnique({ where: { id } });
  if (!row) throw notThere();
  return keptOf(row);
}

export type Who = { readonly id: string | null; readonly name: string };
export const MACHINE: Who = { id: null, name: "Wheelhouse" };

type Step = {
  readonly at: Date;
  readonly kind: string;
  readonly text: string;
  readonly by: Who;
  readonly weight?: number;
};

export const addStep = (
  tx: Transaction,
  { id: rolloutId, state: { attempt, stage } }: Pick<Kept, "id" | "state">,
  { at, kind, text, by, weight }: Step,
) =>
  tx.rolloutStep.create({
    data: {
      ...{ id: uuidV7(at.getTime(), randomBytes(10)), rolloutId, attempt, stage, at, kind, text },
      ...{ byId: by.id, byName: by.name, weight: weight ?? null },
    },
  });

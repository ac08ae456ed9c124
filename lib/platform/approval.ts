/** Two people for one act: the first asks, a second agrees, and then the first may do exactly that, once. */
import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { isProjectPermission, type Permission, type Role, roleMay } from "@/lib/core/roles";
import type { Actor } from "./actor";
import type { Db, Transaction } from "./db";
import type { Project } from "./project";

const HOUR_MS = 3_600_000;
/** An agreement is about now; tomorrow is asked again. */
const GOOD_FOR_MS = 24 * HOUR_MS;

type Asked = {
  /** The environment whose rule asks for it. */
  readonly environment: string;
  /** What would happen, in one sentence without a full stop. */
  readonly says: string;
};

export type SecondPerson<C, I> = {
  readonly action: `${string}.${string}`;
  /** Null where no environment that is touched asks for a second person. */
  readonly asks: (ctx: C, input: I) => Promise<Asked | null>;
};

/** An agreement that has not been used yet, and whose it is. */
export type Approved = { readonly id: string; readonly by: string };

type Within = {
  readonly actor: Actor;
  readonly now: Date;
  readonly db: Db;
  readonly project?: Project;
};

/**
 * The agreement to use for an act, null where none is needed. Where one is needed and missing, it is
 * asked for, once for the same act of the same actor, and the act is refused with `needs-approval`.
 */
export async function approvalFor<C extends Within, I>(
  ctx: C,
  permission: Permission,
  { action, asks }: SecondPerson<C, I>,
  input: I,
): Promise<Approved | null> {
  const { actor, db, now, project } = ctx;
  if (actor.kind === "system" || !project) return null;
  const asked = await asks(ctx, input);
  if (!asked) return null;
  const inputHash = hashOf(input);
  const mine = { projectId: project.id, action, inputHash, requestedById: actor.id };
  // Written out: in SQL, "not false" leaves out what nobody has decided.
  const undecided = { OR: [{ isApproved: null }, { isApproved: true }] };
  const open = { usedAt: null, expiresAt: { gt: now }, ...undecided };
  const known = await db.approval.findFirst({
    where: { ...mine, ...open },
    orderBy: { requestedAt: "desc" },
  });
  const isGood = known?.isApproved && (await isStillGood(db, project.id, permission, known));
  if (isGood) return { id: known.id, by: known.decidedByName ?? "" };
  const { id } =
    (known?.isApproved ? null : known) ??
    (await db.approval.create({
      data: {
        ...mine,
        ...asked,
        id: randomUUID(),
        permission,
        requestedByKind: actor.kind,
        requestedByName: actor.name,
        requestedAt: now,
        expiresAt: new Date(now.getTime() + GOOD_FOR_MS),
      },
    }));
  throw new Fault(
    "needs-approval",
    `The environment ${asked.environment} asks for a second person: somebody else has to approve this, then do it again`,
    { approval: id, environment: asked.environment },
  );
}

type Decided = { readonly decidedById: string | null };

/** Whoever agreed must still be somebody who may; else it is asked for anew. */
async function isStillGood(
  db: Db,
  projectId: number,
  permission: Permission,
  { decidedById }: Decided,
): Promise<boolean> {
  const person =
    decidedById &&
    (await db.person.findUnique({
      where: { id: decidedById, disabledAt: null },
      include: { memberships: { where: { projectId } } },
    }));
  const role = person ? (person.isOwner ? "owner" : person.memberships[0]?.role) : undefined;
  const may = (word: Permission) =>
    role !== undefined && isProjectPermission(word) && roleMay(role as Role | "owner", word);
  return may("approvals:decide") && may(permission);
}

/** Of two who use one agreement at once, one may. */
export async function spendApproval(tx: Transaction, { id }: Approved, now: Date): Promise<void> {
  const { count } = await tx.approval.updateMany({
    where: { id, usedAt: null, isApproved: true },
    data: { usedAt: now },
  });
  if (count === 0) throw new Fault("conflict", "This approval has been used already");
}

/** The environment that asks for a second person when this one is touched; null stands for all of them. */
export async function environmentAsking(
  db: Db,
  projectId: number,
  environment: string | null,
): Promise<string | null> {
  const policies = await db.environmentPolicy.findMany({
    where: { projectId, twoPersonRule: true },
    orderBy: { environment: "asc" },
  });
  const touched = environment === null ? null : plain(environment);
  const asking = policies.find(
    ({ environment }) => touched === null || plain(environment) === touched,
  );
  return asking?.environment ?? null;
}

/** `Production` and ` production` are no way around the rule of `production`. */
const plain = (environment: string): string =>
  environment
    .normalize("NFKC")
    .replace(/[\p{Cf}\s]/gu, "")
    .toLowerCase();

/** The same for equal inputs, in whatever order their fields came. The reason tells of an act and is no part of it. */
function hashOf(input: unknown): string {
  const { reason: _told, ...act } = input as { readonly reason?: unknown };
  const text = JSON.stringify(act, (_name, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(text).digest("hex");
}

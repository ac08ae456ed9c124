/** Acts of an owner on somebody's account: out and in again, sessions, ownership, one-time codes. */
import { Fault } from "@/lib/core/fault";
import { codesOffLetter } from "@/lib/members/letters";
import { codesOffSchema, ownershipSchema, personActSchema } from "@/lib/members/schema";
import { revokeLinks } from "@/lib/members/store/links";
import { tell } from "@/lib/members/store/post";
import { endSessionsOf } from "@/lib/members/store/sessions";
import type { Actor } from "@/lib/platform/actor";
import type { Transaction } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { type Audit, command } from "@/lib/platform/operation";

type Done = { readonly id: string; readonly email: string; readonly isChanged: boolean };

export const disablePerson = command({
  may: "instance:write",
  input: personActSchema,
  run: async ({ db, now, actor }, { id }): Promise<Done> => {
    const { person, otherOwners } = await heldFor(db, actor, id);
    if (person.disabledAt) return { id, email: person.email, isChanged: false };
    refuseLastOwner(person.isOwner, otherOwners, "disabled");
    await db.person.update({ where: { id }, data: { disabledAt: now } });
    await endSessionsOf(db, id, "disabled", now);
    // Nobody comes back by a link that is still on its way, nor by one that they made for somebody else.
    await revokeLinks(db, { OR: [{ personId: id }, { createdById: id }] }, now);
    return { id, email: person.email, isChanged: true };
  },
  audit: ({ reason }, done) => change("person.disable", done, { isDisabled: true }, reason),
});

export const enablePerson = command({
  may: "instance:write",
  input: personActSchema,
  run: async ({ db, actor }, { id }): Promise<Done> => {
    const { person } = await heldFor(db, actor, id);
    await db.person.update({ where: { id }, data: { disabledAt: null } });
    forgetActors();
    return { id, email: person.email, isChanged: person.disabledAt !== null };
  },
  audit: ({ reason }, done) => change("person.enable", done, { isDisabled: false }, reason),
});

export const endPersonSessions = command({
  may: "instance:write",
  input: personActSchema,
  run: async ({ db, now, actor }, { id }) => {
    const { person } = await heldFor(db, actor, id);
    const ended = await endSessionsOf(db, id, "ended by an owner", now);
    return { id, email: person.email, isChanged: true, ended };
  },
  audit: ({ reason }, { ended, ...done }) =>
    change("person.sessions", done, { ended }, reason, { sessions: ended }),
});

export const setOwnership = command({
  may: "instance:write",
  input: ownershipSchema,
  run: async ({ db, now, actor }, { id, isOwner }): Promise<Done> => {
    const { person, otherOwners } = await heldFor(db, actor, id);
    if (person.isOwner === isOwner) return { id, email: person.email, isChanged: false };
    if (isOwner && person.disabledAt) {
      throw new Fault("conflict", "This account is disabled: enable it first");
    }
    if (!isOwner) {
      refuseLastOwner(!person.disabledAt, otherOwners, "made less");
      await revokeLinks(db, { createdById: id }, now);
    }
    await db.person.update({ where: { id }, data: { isOwner } });
    forgetActors();
    return { id, email: person.email, isChanged: true };
  },
  audit: ({ isOwner, reason }, done) => change("person.owner", done, { isOwner }, reason),
});

/** For somebody who lost both the phone and the recovery codes. The password is still asked for. */
export const removeCodes = command({
  may: "instance:write",
  input: codesOffSchema,
  run: async ({ db, actor }, { id, reason }) => {
    const { person } = await heldFor(db, actor, id);
    const none = { totpSecret: null, totpEnabledAt: null, totpLastStep: 0, recoveryHashes: [] };
    await db.person.update({ where: { id }, data: none });
    return { id, email: person.email, isChanged: person.totpEnabledAt !== null, reason };
  },
  afterwards: async ({ actor }, { reason, ...done }): Promise<Done> => {
    if (done.isChanged) tell(codesOffLetter(done.email, actor.name, reason));
    return done;
  },
  audit: ({ reason }, done) => change("person.codes", done, { hasTwoFactor: false }, reason),
});

type Held = {
  readonly id: string;
  readonly email: string;
  readonly isOwner: boolean;
  readonly disabledAt: Date | null;
  readonly totpEnabledAt: Date | null;
};

/**
 * Holds the person, the actor and all owners until the act is done, always in the same order: of two
 * owners who demote each other at once, the second finds out that they are none any more.
 */
async function heldFor(db: Transaction, actor: Actor, id: string) {
  const ids = [id, ...(actor.kind === "person" ? [actor.id] : [])];
  const held = await db.$queryRaw<Held[]>`
    SELECT id, email, is_owner AS "isOwner", disabled_at AS "disabledAt",
           totp_enabled_at AS "totpEnabledAt"
      FROM person WHERE is_owner OR id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const isLiveOwner = (one: Held) => one.isOwner && !one.disabledAt;
  const self = held.find((one) => one.id === actor.id);
  if (self && !isLiveOwner(self)) {
    throw new Fault("forbidden", "Somebody else has just taken this right from you");
  }
  const person = held.find((one) => one.id === id);
  if (!person) throw new Fault("not-found", "There is no such person");
  const otherOwners = held.filter((one) => isLiveOwner(one) && one.id !== id).length;
  return { person, otherOwners };
}

function refuseLastOwner(isLiveOwner: boolean, otherOwners: number, done: string): void {
  if (!isLiveOwner || otherOwners > 0) return;
  throw new Fault(
    "conflict",
    `The last owner cannot be ${done}: make somebody else an owner first`,
  );
}

function change(
  action: Audit["action"],
  { id, email, isChanged }: Done,
  after: Readonly<Record<string, boolean | number>>,
  reason: string | undefined,
  before?: Readonly<Record<string, number>>,
): Audit | null {
  if (!isChanged) return null;
  const wasBefore =
    before ?? Object.fromEntries(Object.entries(after).map(([name, is]) => [name, !is]));
  return {
    action,
    object: { kind: "person", id },
    before: wasBefore,
    after: { email, ...after },
    ...(reason && { reason }),
  };
}

/** A link's claims, the alert they name, and whoever acts by them. */

import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import type { Labels, Severity } from "@/lib/notify/notice";
import { databaseInstant } from "@/lib/notify/store/instant";
import { type LinkClaims, linkHash, openLink } from "@/lib/notify/store/links";
import type { Actor, Person } from "@/lib/platform/actor";
import type { Db } from "@/lib/platform/db";
import type { Alert } from "@/prisma/client/client";
import type { LinkView } from "./schema";

export type FoundLink = {
  readonly claims: LinkClaims & { readonly act: LinkView["act"] };
  readonly state: LinkView["state"];
  readonly hash: string;
  readonly alert: Alert & { readonly project: { readonly id: number; readonly slug: string } };
  readonly now: Date;
};

export async function foundLink(db: Db, token: string): Promise<FoundLink> {
  const now = await databaseInstant(db);
  const opened = openLink(token, now);
  const claims = opened && ofAlert(opened.claims);
  const alert =
    claims &&
    (await db.alert.findUnique({
      where: { id: claims.alertId },
      include: { project: { select: { id: true, slug: true } } },
    }));
  if (!opened || !claims || !alert)
    throw new Fault(
      "not-found",
      "This link is none of this Wheelhouse, or its alert is no longer kept: open the alerts instead",
    );
  const hash = linkHash(token);
  const used = await db.alertLinkUse.findUnique({ where: { tokenHash: hash } });
  const state = used ? "used" : opened.isOver ? "over" : "live";
  return { claims, state, hash, alert, now };
}

/** Rollouts are taken back elsewhere. */
const ofAlert = ({ act, ...claims }: LinkClaims): FoundLink["claims"] | null =>
  act === "rollBack" ? null : { ...claims, act };

/** The one whom the link names, as they are today; where it was sent to many, whoever is signed in. */
export async function whoActs(
  db: Db,
  { personId }: Pick<LinkClaims, "personId">,
  asker: Actor,
): Promise<Person | null> {
  if (personId === null) return asker.kind === "person" ? asker : null;
  const known = await db.person.findUnique({
    where: { id: personId },
    include: { memberships: true },
  });
  if (!known || known.disabledAt) return null;
  const { id, name, email, isOwner, memberships } = known;
  const roles = Object.fromEntries(
    memberships.map(({ projectId, role }) => [projectId, role as Role]),
  );
  return { kind: "person", id, name, email, isOwner, roles, sessionId: null };
}

export function linkView({ claims, state, alert }: FoundLink, person: Person | null): LinkView {
  const { id, name, severity, labels, startedAt, endedAt, acknowledgedByName } = alert;
  return {
    ...{ state, act: claims.act, project: alert.project.slug, person: person?.name ?? null },
    alert: {
      ...{ id, name, severity: severity as Severity, labels: labels as Labels },
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      acknowledgedBy: acknowledgedByName,
    },
  };
}

/** What an emergency link names, and whether there is still something to do. */
import { Fault } from "@/lib/core/fault";
import { flagLinkOf, linkState } from "@/lib/flags/links/store";
import { flagIn } from "@/lib/flags/store/keep";
import { databaseInstant } from "@/lib/notify/store/instant";
import { linkHash, openLink } from "@/lib/notify/store/links";
import type { Db } from "@/lib/platform/db";
import { keptOf } from "@/lib/rollouts/store/rows";
import type { EmergencyView } from "./schema";

export type FoundLink = Omit<EmergencyView, "person" | "expiresAt"> & {
  readonly projectId: number;
  /** Null where it was sent to a channel of many, or made by a program. */
  readonly personId: string | null;
  readonly expiresAt: Date;
  readonly now: Date;
  /** Where its use is noted. */
  readonly noted:
    | { readonly flagLink: string }
    | { readonly hash: string; readonly alertId: string };
  /** Of a rollout, as it was read. */
  readonly revision: number;
};

/** Links of notifications are signed, in two parts; those that people made are one word. */
export async function foundLink(db: Db, token: string): Promise<FoundLink> {
  const found = token.includes(".") ? await rollBackLink(db, token) : await switchLink(db, token);
  if (found) return found;
  throw new Fault(
    "not-found",
    "This link is none of this Wheelhouse, or what it names is no longer there: open the console instead",
  );
}

async function switchLink(db: Db, token: string): Promise<FoundLink | null> {
  const link = await flagLinkOf(db, token);
  const found = link && (await flagIn(db, link.projectId, link.flag));
  const here = found?.flag.environments[link?.environment ?? ""];
  if (!link || !found || found.isArchived || !here) return null;
  const now = await databaseInstant(db);
  const { environment, expiresAt, project, byId } = link;
  return {
    ...{ act: "switchOff", project: project.slug, projectId: project.id, key: link.flag },
    ...{ environment, personId: byId, expiresAt, now, noted: { flagLink: link.id }, revision: 0 },
    state: linkState(link, now),
    consequence: `Everybody in ${environment} gets “${found.flag.offVariant}” within 1 s, with or without a key.`,
    hindrance: here.isEnabled ? null : `${link.flag} is off in ${environment} already.`,
  };
}

async function rollBackLink(db: Db, token: string): Promise<FoundLink | null> {
  const now = await databaseInstant(db);
  const opened = openLink(token, now);
  if (opened?.claims.act !== "rollBack") return null;
  const { alertId, personId, expiresAt } = opened.claims;
  const alert = await db.alert.findUnique({ where: { id: alertId } });
  if (alert?.source !== "rollout") return null;
  const [id = ""] = alert.key.split("/");
  const row = await db.rollout.findFirst({
    where: { id, projectId: alert.projectId },
    include: { project: { select: { slug: true } } },
  });
  if (!row) return null;
  const { project, ...rollout } = row;
  const { key, plan, state, revision, environment } = keptOf(rollout);
  const hash = linkHash(token);
  const used = await db.alertLinkUse.findUnique({ where: { tokenHash: hash } });
  const isOut = state.phase === "RUNNING" || state.phase === "COMPLETED";
  return {
    ...{ act: "rollBack", project: project.slug, projectId: row.projectId, key, environment },
    ...{ personId, expiresAt: new Date(expiresAt), now, noted: { hash, alertId }, revision },
    state: used ? "used" : opened.isOver ? "over" : "live",
    consequence: `Everybody in ${environment} gets “${plan.control}” of ${plan.flag} in place of “${plan.canary}” within 1 s, and an incident is opened.`,
    hindrance: isOut ? null : "Nothing of this rollout is out: there is nothing to roll back.",
  };
}

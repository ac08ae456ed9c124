/** Acts by a link in a notification, once, as the person whom it names and with no more than they may. */
import { z } from "zod";
import { acknowledgeIn } from "@/lib/alerts/store/acknowledge";
import { ACKNOWLEDGED } from "@/lib/alerts/store/around";
import { projectField } from "@/lib/core/ask";
import { Fault } from "@/lib/core/fault";
import { MINUTE } from "@/lib/core/time";
import type { Matcher } from "@/lib/notify/matcher";
import type { Labels } from "@/lib/notify/notice";
import { createSilence } from "@/lib/notify/silences/commands";
import type { Person } from "@/lib/platform/actor";
import type { Transaction } from "@/lib/platform/db";
import { type Ctx, command } from "@/lib/platform/operation";
import { LINK_SILENCE_MINUTES, type LinkUsed, linkTokenSchema } from "./schema";
import { type FoundLink, foundLink, whoActs } from "./store";

const BY_LINK = "by a link of a notification";

const acknowledgeByLink = command({
  may: "alerts:acknowledge",
  input: z.strictObject({ project: projectField, id: z.uuid() }),
  run: ({ db, project, actor }, { id }) =>
    acknowledgeIn(db, {
      ...{ projectId: project.id, alertId: id, forMinutes: null },
      by: { id: actor.id, name: actor.name },
    }),
  audit: ({ id }, { hasChanged, name, acknowledged }) =>
    hasChanged
      ? {
          action: ACKNOWLEDGED,
          object: { kind: "alert", id },
          after: { name, acknowledgedBy: acknowledged?.by ?? null, until: null },
          reason: BY_LINK,
        }
      : null,
});

type Within = Ctx & { readonly db: Transaction };

export const spendLink = command({
  may: "link:use",
  input: linkTokenSchema,
  run: async (ctx, { token }): Promise<LinkUsed> => {
    const link = await foundLink(ctx.db, token);
    const person = await whoActs(ctx.db, link.claims, ctx.actor);
    if (!person) throw nobodyFault(link);
    await spend(ctx.db, link);
    const within = { ...ctx, actor: person };
    const already = link.claims.act === "acknowledge" ? await acknowledge(within, link) : null;
    if (link.claims.act === "silence") await silence(within, link, person);
    return { act: link.claims.act, person: person.name, already };
  },
  // What it does is recorded by the act itself, as done by the person.
  audit: null,
});

const nobodyFault = ({ claims }: FoundLink): Fault =>
  claims.personId === null
    ? new Fault(
        "unauthenticated",
        "This link was sent to a channel of many: sign in, so that it is known who acts",
      )
    : new Fault("forbidden", "The person whom this link names may no longer sign in");

/** Of two who press at once, the row decides. */
async function spend(tx: Transaction, { state, hash, claims, now }: FoundLink): Promise<void> {
  if (state === "over")
    throw new Fault("conflict", "This link is past its time: open the alert in Wheelhouse instead");
  const use = { tokenHash: hash, alertId: claims.alertId, usedAt: now };
  const { count } = await tx.alertLinkUse.createMany({ data: [use], skipDuplicates: true });
  if (count === 0)
    throw new Fault("conflict", "This link has been used already: open the alert in Wheelhouse");
}

async function acknowledge(ctx: Within, { alert }: FoundLink): Promise<string | null> {
  const done = await acknowledgeByLink(ctx, { project: alert.project.slug, id: alert.id });
  return done.hasChanged ? null : (done.acknowledged?.by ?? null);
}

async function silence(ctx: Within, { alert, now }: FoundLink, person: Person): Promise<void> {
  if (alert.endedAt)
    throw new Fault("conflict", "This alert is over: there is nothing left to silence");
  await createSilence(ctx, {
    project: alert.project.slug,
    matchers: matchersOf(alert.name, alert.labels as Labels),
    reason: `${person.name}, ${BY_LINK}`,
    endsAt: new Date(now.getTime() + LINK_SILENCE_MINUTES * MINUTE),
  });
}

/** With its name: another rule's alert may have the same labels. */
const matchersOf = (alertname: string, labels: Labels): Matcher[] =>
  Object.entries({ alertname, ...labels }).map(([name, value]) => ({
    ...{ name, operator: "=" as const, value },
  }));

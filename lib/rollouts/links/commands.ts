/** Switches a flag off or rolls a rollout back by a link, once, as the person whom it names and with no more than they may. */
import { Fault } from "@/lib/core/fault";
import { endLink } from "@/lib/flags/links/store";
import { flagSwitchSchema } from "@/lib/flags/schema";
import { auditOf } from "@/lib/flags/store/audit";
import { refreshFlags } from "@/lib/flags/store/live";
import { switchIn } from "@/lib/flags/store/switch";
import { whoActs } from "@/lib/notify/links/store";
import type { Transaction } from "@/lib/platform/db";
import { type Ctx, command } from "@/lib/platform/operation";
import { actOnRollout } from "@/lib/rollouts/commands";
import { type EmergencyDone, emergencyUseSchema } from "./schema";
import { type FoundLink, foundLink } from "./store";

const switchByLink = command({
  may: "flags:switch",
  input: flagSwitchSchema,
  run: switchIn,
  audit: ({ reason }, kept) => auditOf(kept, reason),
});

type Within = Ctx & { readonly db: Transaction };

export const spendEmergencyLink = command({
  may: "link:use",
  input: emergencyUseSchema,
  run: async (ctx, { token, reason }) => {
    const link = await foundLink(ctx.db, token);
    const person = await whoActs(ctx.db, link, ctx.actor);
    if (!person) throw nobodyFault(link);
    await spend(ctx.db, link);
    await act({ ...ctx, actor: person }, link, `${reason}, by an emergency link`);
    return { link, person: person.name };
  },
  // The act itself could only tell its own transaction.
  afterwards: async (_ctx, { link, person }): Promise<EmergencyDone> => {
    await refreshFlags(link.projectId);
    return { act: link.act, person };
  },
  // What it does is recorded by the act itself, as done by the person.
  audit: null,
});

const nobodyFault = ({ personId }: FoundLink): Fault =>
  personId === null
    ? new Fault("unauthenticated", "This link names nobody: sign in, so that it is known who acts")
    : new Fault("forbidden", "The person whom this link names may no longer sign in");

const ENDED = {
  over: "This link has expired",
  used: "This link has been used already",
  revoked: "This link was revoked",
} as const;

async function spend(tx: Transaction, { state, hindrance, noted, now }: FoundLink): Promise<void> {
  if (state !== "live") throw new Fault("conflict", `${ENDED[state]}: open the console instead`);
  // It may be needed yet: what does nothing does not use it up.
  if (hindrance !== null) throw new Fault("conflict", hindrance.replace(/\.$/, ""));
  const isFirst =
    "flagLink" in noted
      ? await endLink(tx, noted.flagLink, { usedAt: now })
      : await noteUse(tx, noted, now);
  if (!isFirst) throw new Fault("conflict", `${ENDED.used}: open the console instead`);
}

/** Of two who press at once, the row decides. */
async function noteUse(
  tx: Transaction,
  { hash, alertId }: { readonly hash: string; readonly alertId: string },
  now: Date,
): Promise<boolean> {
  const use = { tokenHash: hash, alertId, usedAt: now };
  const { count } = await tx.alertLinkUse.createMany({ data: [use], skipDuplicates: true });
  return count > 0;
}

async function act(ctx: Within, link: FoundLink, reason: string): Promise<void> {
  const { project, key, environment, revision } = link;
  if (link.act === "switchOff")
    await switchByLink(ctx, { project, key, environment, isEnabled: false, reason });
  else await actOnRollout(ctx, { project, key, act: "rollBack", revision, reason });
}

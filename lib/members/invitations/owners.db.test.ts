/** Who makes owners of the instance by invitation, and who does not. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { acceptInvitation } from "@/lib/members/acceptance/commands";
import type { Invited } from "@/lib/members/schema";
import { db } from "@/lib/platform/db";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { invite, inviteOwner, renewOwnerInvitation, revokeOwnerInvitation } from "./commands";
import { listOwnerInvitations, readInvitation } from "./queries";

const newEmail = () => `${randomUUID()}@example.com`;
const tokenOf = ({ delivery }: Pick<Invited, "delivery">): string =>
  delivery?.link?.split("#")[1] ?? "";

test("an owner invites an owner; an admin does not, whatever they write", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const visitor = { ...seenBy(ctx, "nobody"), address: randomUUID() };
  await expect(inviteOwner(ctx, { email })).rejects.toMatchObject({ code: "forbidden" });
  const smuggled = { project: ctx.project.slug, email, role: "owner" } as never;
  await expect(invite(ctx, smuggled)).rejects.toMatchObject({ code: "invalid" });

  const owner = seenBy(ctx, "owner");
  await inviteOwner(owner, { email });
  const [listed] = await listOwnerInvitations(owner, {});
  const token = tokenOf(await renewOwnerInvitation(owner, { id: listed?.id ?? "" }));
  await acceptInvitation(visitor, { token, password: "seven herons over the canal" });
  expect(await db().person.findUnique({ where: { email } })).toMatchObject({ isOwner: true });

  const spare = await inviteOwner(owner, { email: newEmail() });
  const [waiting] = await listOwnerInvitations(owner, {});
  await revokeOwnerInvitation(owner, { id: waiting?.id ?? "" });
  await expect(readInvitation(visitor, { token: tokenOf(spare) })).rejects.toThrow("taken");
});

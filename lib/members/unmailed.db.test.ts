/** What is said when links cannot be mailed: nobody answers at the mail server's address, or ours is not known. */
import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { createPerson } from "@/lib/access/commands";
import { invite } from "@/lib/members/invitations/commands";
import { db } from "@/lib/platform/db";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { postOffice } from "@/lib/platform/test-post";
import { askReset, makeResetLink } from "./reset/commands";

/** An address at which nobody listens any more. */
const { url, close } = await postOffice();
close();
vi.stubEnv("WHEELHOUSE_SMTP_URL", url);
vi.stubEnv("WHEELHOUSE_MAIL_FROM", "ops@example.com");
vi.stubEnv("WHEELHOUSE_URL", "https://wheelhouse.example.com/");

const newEmail = () => `${randomUUID()}@example.com`;

test("a mail server that is away costs nobody their link", async () => {
  const ctx = await testCtx({ as: "owner" });
  const email = newEmail();
  const invited = await invite(ctx, { project: ctx.project.slug, email, role: "viewer" });
  expect(invited.delivery).toMatchObject({
    how: "copy",
    link: expect.stringMatching(/^https:\/\/wheelhouse\.example\.com\/invitation#[\w-]{43}$/),
    reason: expect.stringContaining("could not be reached"),
  });
  const { id } = await createPerson(ctx, { email: newEmail() });
  const { delivery } = await makeResetLink(ctx, { id });
  expect(delivery).toMatchObject({
    how: "copy",
    link: expect.stringMatching(/\/reset#[\w-]{43}$/),
  });
});

test("who asks on the sign-in page learns nothing of it", async () => {
  const ctx = await testCtx();
  const { id, email } = await createPerson(seenBy(ctx, "system"), { email: newEmail() });
  const guest = { ...seenBy(ctx, "nobody"), address: randomUUID() };
  expect(await askReset(guest, { email })).toEqual({ isMailed: true });
  const links = () => db().accessLink.count({ where: { personId: id } });
  await expect.poll(links, { timeout: 20_000 }).toBe(1);
  expect(await askReset(guest, { email: newEmail() })).toEqual({ isMailed: true });
});

/** Whatever secret an act is given or makes, the audit log does not have it, nor what it is checked by. */
import { randomUUID } from "node:crypto";
import { TOTP } from "otpauth";
import { expect, test } from "vitest";
import { completeSetup, createPerson, openSetup, signIn } from "@/lib/access/commands";
import { changeApiKey, createApiKey, revokeApiKey, rotateApiKey } from "@/lib/keys/commands";
import { acceptInvitation } from "@/lib/members/acceptance/commands";
import { invite, inviteOwner } from "@/lib/members/invitations/commands";
import { makeResetLink, setNewPassword } from "@/lib/members/reset/commands";
import type { Person } from "@/lib/platform/actor";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import {
  changePassword,
  confirmTotp,
  disableTotp,
  renewRecoveryCodes,
  startTotp,
} from "@/lib/profile/commands";

const STEP_MS = 30_000;
const word = () => `grey heron ${randomUUID()}`;
const newEmail = () => `${randomUUID()}@example.com`;
const tokenIn = (link: string | null | undefined): string => link?.split("#")[1] ?? "";

/** Each gives the secrets that went through it. The set-up comes first: it wants an instance without people. */
const setUp = async (ctx: ProjectCtx): Promise<string[]> => {
  const { token } = await openSetup(seenBy(ctx, "system"), {});
  const password = word();
  const owner = { email: newEmail(), password };
  await completeSetup(seenBy(ctx, "nobody"), { ...owner, token, projectName: randomUUID() });
  return [token, password];
};

const people = async (ctx: ProjectCtx): Promise<string[]> => {
  const owner = seenBy(ctx, "owner");
  const password = word();
  const email = newEmail();
  await createPerson(owner, { email, password });
  const { password: made } = await createPerson(owner, { email: newEmail() });
  await signIn(seenBy(ctx, "nobody"), { email, password });
  return [password, made ?? ""];
};

const keys = async (ctx: ProjectCtx): Promise<string[]> => {
  const { slug: project } = ctx.project;
  const first = await createApiKey(ctx, { project, name: "first", scopes: ["read"] });
  const { id, secret } = first;
  const second = await rotateApiKey(ctx, { project, id, reason: `${secret} was pasted` });
  const was = { name: "first", allowedAddresses: [], requestsPerSecond: 200 };
  await changeApiKey(ctx, { project, id: second.id, name: "second", was });
  await revokeApiKey(ctx, { project, id: second.id, reason: `leaked: ${second.secret}` });
  return [secret, second.secret];
};

const links = async (ctx: ProjectCtx): Promise<string[]> => {
  const { slug: project } = ctx.project;
  const [visitor, owner] = [seenBy(ctx, "nobody"), seenBy(ctx, "owner")];
  const [email, chosen, renewed] = [newEmail(), word(), word()];
  const invited = tokenIn((await invite(ctx, { project, email, role: "viewer" })).delivery?.link);
  const owning = tokenIn((await inviteOwner(owner, { email: newEmail() })).delivery?.link);
  await acceptInvitation(visitor, { token: invited, password: chosen });
  const { id } = await db().person.findUniqueOrThrow({ where: { email } });
  const reset = tokenIn((await makeResetLink(owner, { id })).delivery.link);
  await setNewPassword(visitor, { token: reset, password: renewed });
  return [invited, owning, chosen, reset, renewed];
};

const account = async (ctx: ProjectCtx): Promise<string[]> => {
  const [password, other, email] = [word(), word(), newEmail()];
  const { id } = await createPerson(seenBy(ctx, "owner"), { email, password });
  const actor = { ...(ctx.actor as Person), id, email };
  const after = (steps: number) => ({
    ...ctx,
    actor,
    now: new Date(ctx.now.getTime() + steps * STEP_MS),
  });
  await changePassword(after(0), { current: password, password: other });
  const { secret, uri } = await startTotp(after(0), {});
  const codeAt = (steps: number) =>
    new TOTP({ secret }).generate({ timestamp: after(steps).now.getTime() });
  const first = await confirmTotp(after(0), { code: codeAt(0) });
  const renewed = await renewRecoveryCodes(after(1), { code: codeAt(1) });
  const kept = await db().person.findUniqueOrThrow({ where: { id } });
  const [code = ""] = renewed.codes;
  await disableTotp(after(2), { password: other, code });
  const sealed = [kept.totpSecret ?? "", ...kept.recoveryHashes];
  return [password, other, secret, uri, ...first.codes, ...renewed.codes, ...sealed];
};

/** What secrets are checked by is as little for readers as they are. */
const hashes = async (): Promise<string[]> => [
  ...(await db().person.findMany()).map(({ passwordHash }) => passwordHash ?? ""),
  ...(await db().apiKey.findMany()).map(({ hash }) => hash),
  ...(await db().accessLink.findMany()).map(({ tokenHash }) => tokenHash),
];

test("no password, key, link, code or hash of one is in the audit log", async () => {
  const ctx = await testCtx();
  const secrets: string[] = [];
  for (const acts of [setUp, people, keys, links, account]) secrets.push(...(await acts(ctx)));
  secrets.push(...(await hashes()));
  expect(secrets.length).toBeGreaterThan(40);
  expect(secrets.filter((secret) => secret.length < 8)).toEqual([]);

  const entries = await db().auditEntry.findMany();
  const told = entries.map(({ hash: _hash, prevHash: _prev, ...entry }) => JSON.stringify(entry));
  const leaked = entries.filter((_entry, i) =>
    secrets.some((secret) => told[i]?.includes(JSON.stringify(secret).slice(1, -1))),
  );
  expect(leaked.map(({ action }) => action)).toEqual([]);
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(ACTS));
  expect(entries.map(({ reason }) => reason)).toContain("leaked: wh_[masked]");
});

const ACTS = [
  ...["setup.open", "setup.complete", "project.create", "person.create", "session.start"],
  ...["key.create", "key.rotate", "key.change", "key.revoke"],
  ...["invitation.create", "invitation.accept", "person.join"],
  ...["person.reset-link", "person.password", "password.change"],
  ...["totp.start", "totp.enable", "totp.disable", "recovery-codes.renew"],
];

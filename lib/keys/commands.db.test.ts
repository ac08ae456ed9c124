/** What making, rotating and changing keys promise, with one person and with two. */
import { expect, test } from "vitest";
import { GET as getProject } from "@/app/api/v1/project/route";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { approveAct } from "@/lib/projects/commands";
import { changeApiKey, createApiKey, revokeApiKey, rotateApiKey } from "./commands";
import { listKeys, readKey } from "./queries";
import type { newKeySchema } from "./schema";

const HOUR_MS = 3_600_000;
const READ = { name: "ci", scopes: ["read"] as const satisfies string[] };

type Wish = Partial<Parameters<typeof newKeySchema.parse>[0] & object>;
const make = (ctx: ProjectCtx, wish: Wish = {}) =>
  createApiKey(ctx, { ...READ, project: ctx.project.slug, ...wish });

const status = async (secret: string, project: string): Promise<number> => {
  const headers = { authorization: `Bearer ${secret}` };
  const url = `http://wheelhouse.test/api/v1/project?project=${project}`;
  return (await getProject(new Request(url, { headers }), { params: Promise.resolve({}) })).status;
};

/** From now on, two people for this environment. */
const twoFor = ({ project, now }: ProjectCtx, environment: string) =>
  db().environmentPolicy.create({
    data: { projectId: project.id, environment, twoPersonRule: true, updatedAt: now },
  });

/** Somebody else agrees to what was refused for want of them. */
async function agreed(ctx: ProjectCtx, refused: Promise<unknown>): Promise<string> {
  const { detail } = await refused.then(
    () => expect.unreachable("it went through alone"),
    (error: { detail: { approval: string } }) => error,
  );
  const second = seenBy(ctx, "admin");
  const { id, name } = second.actor;
  const memberships = { create: { projectId: ctx.project.id, role: "admin", createdAt: ctx.now } };
  const data = { id, name, email: `${id}@example.com`, createdAt: ctx.now, memberships };
  await db().person.create({ data });
  const agreement = { project: ctx.project.slug, id: detail.approval, reason: "seen" };
  await approveAct(second, agreement);
  return (await db().approval.findUniqueOrThrow({ where: { id: detail.approval } })).says;
}

const auditOf = (id: string) =>
  db().auditEntry.findMany({ where: { objectId: id }, orderBy: { seq: "asc" } });

test("addresses are kept in one way of writing, each once", async () => {
  const ctx = await testCtx();
  const allowedAddresses = ["10.0.0.0/8", " 10.0.0.0/8", "2001:DB8::1", "::ffff:192.0.2.1"];
  const { id } = await make(ctx, { allowedAddresses });
  const key = await readKey(ctx, { project: ctx.project.slug, id });
  expect(key.allowedAddresses).toEqual(["10.0.0.0/8", "2001:db8::1", "192.0.2.1"]);
});

test("an address that is none is refused by its place and with what would be one", async () => {
  const ctx = await testCtx();
  const made = make(ctx, { allowedAddresses: ["10.0.0.1", "10.0.0.300"] });
  await expect(made).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("such as 203.0.113.9, 10.0.0.0/8"),
    detail: { field: "allowedAddresses.1" },
  });
});

test("both keys of a rotation work during the overlap, and each says what became of it", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  const wish = { allowedAddresses: [], environment: "staging", requestsPerSecond: 50 };
  const old = await make(ctx, { ...wish, expiresInDays: 90 });
  const later = { ...ctx, now: new Date(ctx.now.getTime() + HOUR_MS) };
  const made = await rotateApiKey(later, {
    project: slug,
    id: old.id,
    overlapHours: 2,
    reason: "quarterly",
  });
  expect(await status(old.secret, slug)).toBe(200);
  expect(await status(made.secret, slug)).toBe(200);
  const views = new Map((await listKeys(ctx, { project: slug })).map((key) => [key.id, key]));
  expect(views.get(old.id)).toMatchObject({
    expiresAt: new Date(ctx.now.getTime() + 3 * HOUR_MS).toISOString(),
    replacedBy: { id: made.id, prefix: made.prefix },
  });
  expect(views.get(made.id)).toMatchObject({
    ...{ name: "ci", scopes: ["read"], environment: "staging", requestsPerSecond: 50 },
    expiresAt: new Date(later.now.getTime() + 90 * 24 * HOUR_MS).toISOString(),
    replaces: { id: old.id, prefix: old.prefix },
  });
  expect(await readKey(ctx, { project: slug, id: made.id })).toEqual(views.get(made.id));
  expect((await auditOf(old.id)).at(-1)).toMatchObject({
    action: "key.rotate",
    reason: "quarterly",
    after: { replacedBy: made.id, overlapHours: 2 },
  });
  expect(await auditOf(made.id)).toMatchObject([
    { action: "key.create", after: { replaces: old.id } },
  ]);
});

test("without an overlap the old key ends at once", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  const old = await make(ctx);
  expect(await status(old.secret, slug)).toBe(200);
  const made = await rotateApiKey(ctx, { project: slug, id: old.id, overlapHours: 0 });
  expect(await status(old.secret, slug)).toBe(401);
  expect(await status(made.secret, slug)).toBe(200);
});

test("the secrets of a rotation are in no row", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const { secret } = await rotateApiKey(ctx, { project: ctx.project.slug, id });
  const everything = JSON.stringify([
    await db().apiKey.findMany({ where: { projectId: ctx.project.id } }),
    await db().auditEntry.findMany({ where: { projectId: ctx.project.id } }),
  ]);
  expect(everything).toContain(secret.slice(0, 9));
  expect(everything).not.toContain(secret);
});

test("of two who rotate one key at once, one does, and no third key is left", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const rotate = () => rotateApiKey(ctx, { project: ctx.project.slug, id });
  const outcomes = await Promise.allSettled([rotate(), rotate()]);
  expect(outcomes.map(({ status: outcome }) => outcome).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status: outcome }) => outcome === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
  expect(await db().apiKey.count({ where: { projectId: ctx.project.id } })).toBe(2);
});

test.each([-1, 169, 1.5])("an overlap of %d hours is refused", async (overlapHours) => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const rotation = rotateApiKey(ctx, { project: ctx.project.slug, id, overlapHours });
  await expect(rotation).rejects.toMatchObject({
    code: "invalid",
    detail: { field: "overlapHours" },
  });
});

test("a key cannot come by a mightier one through rotation", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx, { scopes: ["read", "ingest"] });
  const asKey = seenBy(ctx, { scopes: ["admin", "read"] });
  const rotation = rotateApiKey(asKey, { project: ctx.project.slug, id });
  await expect(rotation).rejects.toMatchObject({ code: "forbidden" });
});

test("name, addresses and rate change at once, and the log has before and after", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  const { id, secret } = await make(ctx);
  expect(await status(secret, slug)).toBe(200);
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  const change = { name: "deploys", allowedAddresses: ["192.0.2.0/24"] };
  await changeApiKey(ctx, { project: slug, id, was, ...change });
  expect(await status(secret, slug)).toBe(403);
  expect((await auditOf(id)).at(-1)).toMatchObject({
    action: "key.change",
    before: was,
    after: change,
  });
});

test("saving what is there already writes nothing", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  await changeApiKey(ctx, { project: ctx.project.slug, id, was, ...was });
  expect((await auditOf(id)).map(({ action }) => action)).toEqual(["key.create"]);
});

test("of two administrators who change one key, the second is told who was first", async () => {
  const [ctx, { slug }] = await testCtx().then((made) => [made, made.project] as const);
  const { id } = await make(ctx);
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  const [ada, bob] = ["Ada", "Bob"].map((name) => {
    const { actor, ...rest } = seenBy(ctx, "admin");
    return { ...rest, actor: { ...actor, name } } as ProjectCtx;
  });
  if (!ada || !bob) throw new Error("Two people are wanted");
  await changeApiKey(ada, { project: slug, id, was, requestsPerSecond: 10 });
  const second = changeApiKey(bob, { project: slug, id, was, name: "mine" });
  await expect(second).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Ada has changed this key"),
  });
  expect(await readKey(ctx, { project: slug, id })).toMatchObject({ name: "ci" });
});

test("what a key may do cannot be changed", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  const change = { project: ctx.project.slug, id, was, scopes: ["admin"] } as never;
  await expect(changeApiKey(ctx, change)).rejects.toMatchObject({ code: "invalid" });
});

test("another project's key is neither rotated nor changed nor read", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { id } = await make(other);
  const at = { project: ctx.project.slug, id };
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  const notFound = { code: "not-found" };
  await expect(rotateApiKey(ctx, at)).rejects.toMatchObject(notFound);
  await expect(changeApiKey(ctx, { ...at, was, name: "mine" })).rejects.toMatchObject(notFound);
  await expect(readKey(ctx, at)).rejects.toMatchObject(notFound);
});

test.each(["viewer", "operator"] as const)("a %s rotates and changes nothing", async (role) => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const at = { project: ctx.project.slug, id };
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  const refused = { code: "forbidden" };
  await expect(rotateApiKey(seenBy(ctx, role), at)).rejects.toMatchObject(refused);
  await expect(changeApiKey(seenBy(ctx, role), { ...at, was })).rejects.toMatchObject(refused);
});

test.each([
  ["production", "for production"],
  [null, "for every environment"],
])("a key for %s needs two people where production asks for them", async (environment, words) => {
  const ctx = await testCtx();
  await twoFor(ctx, "production");
  const says = await agreed(ctx, make(ctx, { environment }));
  expect(says).toBe(
    `Create the key “ci” ${words} that may read, from any address, and never expires`,
  );
  const { id } = await make(ctx, { environment });
  expect((await auditOf(id))[0]).toMatchObject({ after: { approvedBy: "admin" } });
  await expect(make(ctx, { environment })).rejects.toMatchObject({ code: "needs-approval" });
});

test("keys that a key makes are put down to whoever made the first", async () => {
  const ctx = await testCtx();
  const { id: makerId } = ctx.actor;
  const asKey = (made: { id: string }): ProjectCtx => {
    const { actor } = seenBy(ctx, { scopes: ["admin", "read"] });
    return { ...ctx, actor: { ...actor, id: made.id, makerId } as ProjectCtx["actor"] };
  };
  const first = await make(ctx, { scopes: ["admin", "read"] });
  const second = await make(asKey(first));
  const third = await rotateApiKey(asKey(first), { project: ctx.project.slug, id: second.id });
  const kept = await db().apiKey.findMany({ where: { id: { in: [second.id, third.id] } } });
  expect(kept.map(({ createdById }) => createdById)).toEqual([makerId, makerId]);
});

test("an agreement to one key is none to a mightier one", async () => {
  const ctx = await testCtx();
  await twoFor(ctx, "production");
  await agreed(ctx, make(ctx, { environment: "production" }));
  const other = make(ctx, { environment: "production", scopes: ["admin"] });
  await expect(other).rejects.toMatchObject({ code: "needs-approval" });
});

test("a key for another environment needs one person", async () => {
  const ctx = await testCtx();
  await twoFor(ctx, "production");
  await expect(make(ctx, { environment: "staging" })).resolves.toBeTruthy();
});

test("a key that production asks two people for is rotated and changed by two, and ended by one", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  const { id } = await make(ctx, { environment: "production" });
  await twoFor(ctx, "production");
  const was = { name: "ci", allowedAddresses: [], requestsPerSecond: 200 };
  const change = () => changeApiKey(ctx, { project: slug, id, was, requestsPerSecond: 500 });
  expect(await agreed(ctx, change())).toContain("the rate to 500 requests a second");
  await change();
  const rotate = () => rotateApiKey(ctx, { project: slug, id, overlapHours: 12 });
  expect(await agreed(ctx, rotate())).toContain("the old one ends 12 h later");
  const made = await rotate();
  await revokeApiKey(ctx, { project: slug, id: made.id });
  expect(await status(made.secret, slug)).toBe(401);
});

test("what cannot be done is refused before anybody is asked to agree", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  const { id } = await make(ctx, { environment: "production" });
  await twoFor(ctx, "production");
  await revokeApiKey(ctx, { project: slug, id });
  await expect(rotateApiKey(ctx, { project: slug, id })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await db().approval.count({ where: { projectId: ctx.project.id } })).toBe(0);
});

/** What the first start leaves behind, and the set-up page's one-time token. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { POST as postSetup } from "@/app/api/v1/setup/route";
import { verifyCredentials } from "@/lib/access/queries";
import { db } from "@/lib/platform/db";
import { testCtx } from "@/lib/platform/test-ctx";
import { bootstrap } from "./bootstrap";

beforeEach(async () => {
  await db().person.deleteMany();
  await db().project.deleteMany();
});
afterEach(() => {
  delete process.env.WHEELHOUSE_ADMIN_EMAIL;
  delete process.env.WHEELHOUSE_ADMIN_PASSWORD;
});

const slugs = async () => (await db().project.findMany()).map(({ slug }) => slug);

function complete(token: string, address = "10.0.0.1") {
  const request = new Request("http://wheelhouse.test/api/v1/setup", {
    method: "POST",
    headers: { "x-wheelhouse-address": address },
    body: JSON.stringify({
      token,
      email: "ada@example.com",
      password: "long enough to be good",
      projectName: "Support Bot",
    }),
  });
  return postSetup(request, { params: Promise.resolve({}) });
}

test("a trial without demo gets an owner with a password that works, and an empty project", async () => {
  const { admin, setupToken } = await bootstrap({ embedded: true, demo: false });
  expect(setupToken).toBeNull();
  expect(admin?.email).toBe("admin@wheelhouse.local");
  const ctx = await testCtx({ as: "nobody" });
  const credentials = { email: admin?.email ?? "", password: admin?.password ?? "" };
  await expect(verifyCredentials(ctx, credentials)).resolves.toMatchObject({
    known: { isOwner: true },
  });
  expect(await slugs()).toContain("default");
});

test("a trial shows a demo", async () => {
  await bootstrap({ embedded: true, demo: true });
  expect(await db().project.findMany()).toMatchObject([{ isDemo: true }]);
});

test("a later start does nothing", async () => {
  await bootstrap({ embedded: true, demo: false });
  const again = await bootstrap({ embedded: true, demo: false });
  expect(again).toEqual({ admin: null, setupToken: null });
  expect(await db().person.count()).toBe(1);
});

test("two that start at once make one administrator", async () => {
  const both = await Promise.all([1, 2].map(() => bootstrap({ embedded: true, demo: false })));
  expect(both.filter(({ admin }) => admin !== null)).toHaveLength(1);
  expect(await db().person.count()).toBe(1);
});

test.each([true, false])(
  "an unattended start takes the owner from the environment",
  async (embedded) => {
    process.env.WHEELHOUSE_ADMIN_EMAIL = "ops@example.com";
    process.env.WHEELHOUSE_ADMIN_PASSWORD = "given from outside";
    const { admin, setupToken } = await bootstrap({ embedded, demo: false });
    expect(admin).toMatchObject({ email: "ops@example.com", password: null });
    expect(setupToken).toBeNull();
    expect(await slugs()).toEqual(["default"]);
  },
);

test("with a database of one's own, the token sets the instance up once", async () => {
  const { admin, setupToken } = await bootstrap({ embedded: false, demo: true });
  expect(admin).toBeNull();
  expect(await db().person.count()).toBe(0);

  const wrong = await complete("not-the-token");
  expect(wrong.status).toBe(403);
  const right = await complete(setupToken ?? "");
  expect(right.status).toBe(201);
  expect(await right.json()).toMatchObject({ email: "ada@example.com", project: "support-bot" });
  const again = await complete(setupToken ?? "");
  expect(again.status).toBe(409);
  expect(await db().person.findMany()).toMatchObject([{ email: "ada@example.com", isOwner: true }]);
});

test("the token is kept as a hash, and a restart makes another", async () => {
  const first = await bootstrap({ embedded: false, demo: false });
  const kept = JSON.stringify(await db().instanceSetting.findMany());
  expect(kept).not.toContain(first.setupToken);
  const second = await bootstrap({ embedded: false, demo: false });
  expect((await complete(first.setupToken ?? "", "10.0.0.2")).status).toBe(403);
  expect((await complete(second.setupToken ?? "", "10.0.0.2")).status).toBe(201);
});

test("of two who set up at once, one wins", async () => {
  const { setupToken } = await bootstrap({ embedded: false, demo: false });
  const both = await Promise.all(
    ["10.0.0.3", "10.0.0.4"].map((address) => complete(setupToken ?? "", address)),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await db().person.count()).toBe(1);
});

test("guessing the token is slowed down", async () => {
  await bootstrap({ embedded: false, demo: false });
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) statuses.push((await complete(`guess-${i}`, "10.9.9.9")).status);
  expect(statuses.filter((status) => status === 403)).toHaveLength(10);
  expect(statuses.at(-1)).toBe(429);
});

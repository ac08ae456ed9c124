/** Walks every route file: each door names its permission, and lets in whom the table says and nobody else. */
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  INSTANCE_PERMISSIONS,
  isForKeysOnly,
  isProjectPermission,
  type Permission,
  PROJECT_PERMISSIONS,
  ROLES,
  type Role,
  roleMay,
  SCOPES,
  scopesMay,
} from "@/lib/core/roles";
import { hashSecret } from "@/lib/platform/identity";
import type { ProjectCtx } from "@/lib/platform/operation";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { isOpen } from "./gate";

const APP = path.resolve("app");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

type Handler = ((request: Request, context: object) => Promise<Response>) & { may?: Permission };
type Entry = { readonly name: string; readonly segments: string[]; readonly handler: Handler };

const filesNamed = (name: string): string[] =>
  fs
    .readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === name)
    .sort();

async function doorsOf(file: string): Promise<Entry[]> {
  const exported = (await import(path.join(APP, file))) as Record<string, Handler>;
  const segments = path.dirname(file).split(path.sep);
  return METHODS.flatMap((method) => {
    const handler = exported[method];
    return handler ? [{ name: `${method} /${segments.join("/")}`, segments, handler }] : [];
  });
}

const ROUTES = filesNamed("route.ts");
const DOORS = (await Promise.all(ROUTES.map(doorsOf))).flat();
const LOCKED = DOORS.filter(({ handler: { may } }) => may && isProjectPermission(may));

test("there are doors to walk", () => {
  expect(ROUTES.length).toBeGreaterThan(5);
});

test("every door names a permission of the table", () => {
  const words = new Set([
    ...Object.keys(PROJECT_PERMISSIONS),
    ...Object.keys(INSTANCE_PERMISSIONS),
  ]);
  const mute = DOORS.filter(({ handler }) => !words.has(handler.may ?? ""));
  expect(mute.map(({ name }) => name)).toEqual([]);
});

test("no route file is without a door", async () => {
  const counts = await Promise.all(
    ROUTES.map(async (file) => [file, (await doorsOf(file)).length]),
  );
  expect(counts.filter(([, count]) => count === 0)).toEqual([]);
});

test("every page of the console is behind the sign-in gate", () => {
  const pages = filesNamed("page.tsx").filter((file) => file.startsWith("(console)"));
  expect(pages.length).toBeGreaterThan(0);
  const open = pages.map(addressOfPage).filter((address) => isOpen(address));
  expect(open).toEqual([]);
});

const addressOfPage = (file: string): string =>
  `/${path
    .dirname(file)
    .split(path.sep)
    .filter((segment) => !segment.startsWith("("))
    .join("/")}`;

/** Calls a door as HTTP would, with nothing in the request but the project. */
async function call(entry: Entry, project: string, headers: Record<string, string>) {
  const [method = "GET"] = entry.name.split(" ");
  const hasBody = !["GET", "HEAD"].includes(method);
  const request = new Request(`http://wheelhouse.test/x?project=${project}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(hasBody && { body: JSON.stringify({ project }) }),
  });
  return (await entry.handler(request, { params: Promise.resolve(paramsOf(entry)) })).status;
}

/** Any object that is nobody's. */
const paramsOf = ({ segments }: Entry) =>
  Object.fromEntries(
    segments.flatMap((segment): [string, string | string[]][] => {
      const many = /^\[\.\.\.(\w+)\]$/.exec(segment)?.[1];
      const one = /^\[(\w+)\]$/.exec(segment)?.[1];
      if (many) return [[many, ["none"]]];
      return one ? [[one, randomUUID()]] : [];
    }),
  );

async function signedIn(ctx: ProjectCtx, as: Role | "owner" | "stranger") {
  const id = randomUUID();
  const isMember = as !== "owner" && as !== "stranger";
  await ctx.db.person.create({
    data: {
      id,
      email: `${id}@example.com`,
      name: as,
      isOwner: as === "owner",
      createdAt: ctx.now,
      ...(isMember && {
        memberships: { create: { projectId: ctx.project.id, role: as, createdAt: ctx.now } },
      }),
    },
  });
  return { cookie: await sessionOf(id, ctx.now) };
}

async function keyed(ctx: ProjectCtx, scopes: readonly string[]) {
  const secret = `wh_${randomUUID()}`;
  await ctx.db.apiKey.create({
    data: {
      id: randomUUID(),
      projectId: ctx.project.id,
      name: "walker",
      prefix: secret.slice(0, 9),
      hash: hashSecret(secret),
      scopes: [...scopes],
      createdAt: ctx.now,
    },
  });
  return { authorization: `Bearer ${secret}` };
}

const REFUSED = [401, 403];

describe.each(LOCKED.map((entry) => [entry.name, entry] as const))("%s", (_name, entry) => {
  const may = entry.handler.may as keyof typeof PROJECT_PERMISSIONS;

  test("is closed to nobody, to strangers and to another project's key", async () => {
    const [ctx, other] = [await testCtx(), await testCtx()];
    const { slug } = ctx.project;
    expect(await call(entry, slug, {}), "nobody").toBe(401);
    const unknown = { authorization: "Bearer wh_unknown" };
    expect(await call(entry, slug, unknown), "unknown key").toBe(401);
    // Where no person may, that is said before the project is looked at; a key writes to its own only.
    const closed = isForKeysOnly(may) ? 403 : 404;
    expect(await call(entry, slug, await signedIn(ctx, "stranger")), "stranger").toBe(closed);
    expect(await call(entry, slug, await signedIn(other, "admin")), "another's").toBe(closed);
    if (isForKeysOnly(may)) return;
    expect(await call(entry, slug, await keyed(other, SCOPES)), "another's key").toBe(404);
  });

  test.each([...ROLES, "owner"] as const)("does with a %s as the table says", async (role) => {
    const ctx = await testCtx();
    const status = await call(entry, ctx.project.slug, await signedIn(ctx, role));
    if (roleMay(role, may)) expect(REFUSED).not.toContain(status);
    else expect(status).toBe(403);
  });

  test.each(SCOPES)("does with a key for %s as the table says", async (scope) => {
    const ctx = await testCtx();
    const status = await call(entry, ctx.project.slug, await keyed(ctx, [scope]));
    if (scopesMay([scope], may)) expect(REFUSED).not.toContain(status);
    else expect(status).toBe(403);
  });
});

const INSTANCE = DOORS.filter(({ handler: { may } }) => may && !isProjectPermission(may));

describe.each(INSTANCE.map((entry) => [entry.name, entry] as const))("%s", (_name, entry) => {
  const { may } = entry.handler;
  const isPublic = may === "public" || may === "setup:complete";

  test("lets in whom its word says", async () => {
    const ctx = await testCtx();
    const asks = async (headers: Record<string, string>) => call(entry, ctx.project.slug, headers);
    const [nobody, admin, owner] = [
      await asks({}),
      await asks(await signedIn(ctx, "admin")),
      await asks(await signedIn(ctx, "owner")),
    ];
    expect(REFUSED).not.toContain(owner);
    if (isPublic) expect(REFUSED).not.toContain(nobody);
    else expect(nobody).toBe(401);
    if (may === "instance:write") expect(admin).toBe(403);
    else expect(REFUSED).not.toContain(admin);
  });
});

/** The matrix looks: a door that is broken in any of these ways does not get past it. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Route } from "@/lib/access/route";
import { projectField } from "@/lib/core/ask";
import { Fault } from "@/lib/core/fault";
import { createApiKey, revokeApiKey } from "@/lib/keys/commands";
import { listKeys } from "@/lib/keys/queries";
import { keyAskSchema, newKeySchema } from "@/lib/keys/schema";
import { db } from "@/lib/platform/db";
import { ctxOf, door, guarded } from "@/lib/platform/http";
import { actorOf, headerOf } from "@/lib/platform/identity";
import { command, query } from "@/lib/platform/operation";
import { projectFor } from "@/lib/platform/project";
import { type Door, disagreements } from "./agreement";
import { type Handler, inProcess } from "./in-process";
import { tryRoute } from "./tries";
import { makeElsewhere } from "./world";

const elsewhere = await makeElsewhere();

const LIST: Route = { method: "GET", path: "/api/v1/keys", needs: "keys:read" };
const READ: Route = {
  ...{ method: "GET", path: "/api/v1/keys/{id}", needs: "keys:read" },
  objects: { id: "key" },
};
const CREATE: Route = {
  ...{ method: "POST", path: "/api/v1/keys", needs: "keys:write" },
  body: { name: "{one}", scopes: ["admin"] },
};
const REVOKE: Route = {
  ...{ method: "POST", path: "/api/v1/keys/{id}/revoke", needs: "keys:write" },
  objects: { id: "key" },
};

/** Who complained about a handler in the place of a route's own. */
async function complaintsAbout(route: Route, handler: Handler): Promise<string[]> {
  const send = inProcess({ [route.path]: { [route.method]: handler } });
  const { failures } = await tryRoute(route, send, elsewhere);
  return failures.map(({ who }) => who);
}

const reading = z.object({ project: projectField });

test("the doors as they are give no cause", async () => {
  expect(await complaintsAbout(LIST, door(listKeys))).toEqual([]);
  expect(await complaintsAbout(CREATE, door(createApiKey, { status: 201 }))).toEqual([]);
  expect(await complaintsAbout(REVOKE, door(revokeApiKey))).toEqual([]);
});

describe("a door", () => {
  test("with its check taken out lets in everybody", async () => {
    const open = guarded("public", async (request) => {
      const slug = new URL(request.url).searchParams.get("project") ?? "";
      const project = await db().project.findUniqueOrThrow({ where: { slug } });
      const ctx = { ...(await ctxOf(request)), project };
      return Response.json(await listKeys.run({ ctx, input: { project: slug } }));
    });
    const complaints = await complaintsAbout(LIST, open);
    expect(complaints).toEqual(
      expect.arrayContaining(["nobody", "ended session", "stranger", "viewer", "key for ingest"]),
    );
  });

  test("with a weaker word lets in the lesser roles, and lesser keys", async () => {
    const weaker = query({ may: "telemetry:read", input: reading, run: runOf(listKeys) });
    expect(await complaintsAbout(LIST, door(weaker))).toEqual([
      "viewer",
      "operator",
      "key for read",
      "key for admin",
    ]);
  });

  test("with a stronger word shuts out who may", async () => {
    const stronger = query({ may: "instance:write", input: z.object({}), run: async () => [] });
    const complaints = await complaintsAbout(LIST, door(stronger));
    expect(complaints).toEqual(expect.arrayContaining(["whoever may, on an own object", "admin"]));
  });

  test("that believes the cookie alone lets in who was put out", async () => {
    const credulous = guarded("keys:read", async (request) => {
      const cookie = headerOf(request.headers, "cookie");
      const actor = await actorOf(request.headers);
      if (!cookie && actor.kind === "nobody") throw new Fault("unauthenticated", "Sign in");
      return Response.json([]);
    });
    const complaints = await complaintsAbout(LIST, credulous);
    expect(complaints).toEqual(
      expect.arrayContaining(["ended session", "expired session", "disabled admin"]),
    );
  });

  test("that says 403 about another project's existence is told to say 404", async () => {
    const chatty = guarded("keys:read", async (request) => {
      const ctx = await ctxOf(request);
      const slug = new URL(request.url).searchParams.get("project") ?? undefined;
      await projectFor(ctx.db, ctx.actor, slug).catch(() => {
        throw ctx.actor.kind === "nobody"
          ? new Fault("unauthenticated", "Sign in")
          : new Fault("forbidden", "Not yours");
      });
      return Response.json(await listKeys(ctx, { project: slug ?? "" }));
    });
    expect(await complaintsAbout(LIST, chatty)).toEqual([
      "stranger",
      "admin of another project",
      "key of another project",
    ]);
  });

  test("that finds an object by its id alone gives away another project's", async () => {
    const careless = query({
      may: "keys:read",
      input: keyAskSchema,
      run: ({ db: from }, { id }) => from.apiKey.findUnique({ where: { id } }),
    });
    expect(await complaintsAbout(READ, door(careless))).toEqual([
      "whoever may, with another's id",
      "key for admin, with another's id",
    ]);
  });

  test("that changes an object by its id alone, and says nothing, is found out by the object", async () => {
    const quiet = command({
      may: "keys:write",
      input: keyAskSchema,
      run: async ({ db: within, now, project }, { id }) => {
        await within.apiKey.updateMany({ where: { id }, data: { revokedAt: now } });
        if (!(await within.apiKey.findFirst({ where: { id, projectId: project.id } })))
          throw new Fault("not-found", "There is no such key");
      },
      audit: null,
    });
    const outside: Handler = Object.assign(
      (request: Request, context: Parameters<Handler>[1]) =>
        revokeFirst(context).then(() => door(quiet)(request, context)),
      { may: "keys:write" },
    );
    expect(await complaintsAbout(REVOKE, outside)).toEqual(
      expect.arrayContaining(["whoever may, with another's id"]),
    );
  });

  test("whose list forgets the project shows another's", async () => {
    const forgetful = query({
      may: "keys:read",
      input: reading,
      run: ({ db: from }) => from.apiKey.findMany({ orderBy: { createdAt: "desc" }, take: 50 }),
    });
    const complaints = await complaintsAbout(LIST, door(forgetful));
    expect(complaints).toEqual(expect.arrayContaining(["admin", "key for admin"]));
  });

  test.each(["role", "projectId", "ownerId", "isOwner"])(
    "that takes a field %s is told so",
    async (field) => {
      const trusting = command({
        may: "keys:write",
        input: newKeySchema.extend({ [field]: z.unknown().optional() }),
        run: async () => ({ id: randomUUID() }),
        audit: null,
      });
      expect(await complaintsAbout(CREATE, door(trusting))).toEqual([
        `whoever may, smuggling ${field}`,
      ]);
    },
  );

  test("that drops fields it does not know, instead of refusing them, is told so", async () => {
    const lax = command({
      may: "keys:write",
      input: z.object(newKeySchema.shape),
      run: async () => ({ id: randomUUID() }),
      audit: null,
    });
    expect(await complaintsAbout(CREATE, door(lax))).toHaveLength(4);
  });

  test("that takes a session's write from another site's page is told so", async () => {
    const own = door(createApiKey);
    const anywhere: Handler = Object.assign(
      (request: Request, context: Parameters<Handler>[1]) => {
        const headers = new Headers(request.headers);
        headers.set("origin", new URL(request.url).origin);
        return own(new Request(request, { headers }), context);
      },
      { may: "keys:write" },
    );
    expect(await complaintsAbout(CREATE, anywhere)).toEqual([
      "owner, from another site",
      "owner, from nowhere",
    ]);
  });

  test("that breaks is not taken for one that lets in", async () => {
    const broken = query({
      may: "keys:read",
      input: reading,
      run: async () => Promise.reject(new Fault("unavailable", "Away")),
    });
    const complaints = await complaintsAbout(LIST, door(broken));
    expect(complaints).toEqual(expect.arrayContaining(["admin", "owner", "key for admin"]));
  });
});

/** What a query does once it is open. */
const runOf =
  (operation: typeof listKeys) =>
  (ctx: Parameters<typeof listKeys.run>[0]["ctx"], input: { readonly project: string }) =>
    operation.run({ ctx, input });

/** Outside the transaction, which would take it back. */
async function revokeFirst({ params }: Parameters<Handler>[1]): Promise<void> {
  const { id } = await params;
  await db().apiKey.updateMany({ where: { id: String(id) }, data: { revokedAt: new Date() } });
}

describe("the table", () => {
  const doors: Door[] = [
    { method: "GET", address: "/api/v1/keys", may: "keys:read" },
    { method: "GET", address: "/api/v1/keys/{id}", may: "keys:read" },
    { method: "POST", address: "/api/v1/keys", may: "keys:write" },
  ];

  test("that fits the doors gives no cause", () => {
    expect(disagreements(doors, [LIST, READ, CREATE])).toEqual([]);
  });

  test.each([
    [
      "a route without a row",
      [LIST, CREATE],
      'GET /api/v1/keys/{id} is not in lib/access/route-table.ts. Add route("GET /api/v1/keys/{id}", "<the word of lib/core/roles.ts that it must need>", { objects: { id: "…" } })',
    ],
    [
      "another method of a known route",
      [LIST, READ],
      'POST /api/v1/keys is not in lib/access/route-table.ts. Add route("POST /api/v1/keys", "<the word of lib/core/roles.ts that it must need>", { body: { … } })',
    ],
    [
      "an operation with another word",
      [{ ...LIST, needs: "telemetry:read" } as const, READ, CREATE],
      "GET /api/v1/keys must need telemetry:read, says lib/access/route-table.ts; its operation names keys:read",
    ],
    [
      "a row without a route",
      [LIST, READ, CREATE, REVOKE],
      "POST /api/v1/keys/{id}/revoke is in lib/access/route-table.ts, and no file in app/ answers it",
    ],
    [
      "an id that names nobody knows what",
      [LIST, { method: "GET", path: READ.path, needs: READ.needs } as const, CREATE],
      "say in lib/access/route-table.ts what {id} names",
    ],
    ["a row twice", [LIST, LIST, READ, CREATE], "stands 2 times"],
  ])("with %s says what to do", (_what, routes, sentence) => {
    expect(disagreements(doors, routes).join("\n")).toContain(sentence);
  });

  test("names the addresses of a route that takes any rest one by one", () => {
    const rest = { method: "GET", address: "/api/auth/{...nextauth}", may: "public" } as const;
    const csrf: Route = { method: "GET", path: "/api/auth/csrf", needs: "public" };
    expect(disagreements([rest], [csrf])).toEqual([]);
    expect(disagreements([rest], [{ ...csrf, path: "/api/oauth/csrf" }])).toHaveLength(2);
    const whole: Route = { method: "GET", path: "/api/{...rest}", needs: "public" };
    const every = { method: "GET", address: "/api/{...rest}", may: "public" } as const;
    // Else a misspelt row would pass for one of what no route answers.
    expect(disagreements([every], [whole, csrf])).toHaveLength(1);
  });
});

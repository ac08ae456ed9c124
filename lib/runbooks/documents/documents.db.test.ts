/** The documents of the release as they are read in the console: links that lead somewhere, pictures that are there. */
import { describe, expect, test } from "vitest";
import { GET } from "@/app/api/v1/pictures/route";
import { db } from "@/lib/platform/db";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { shippedDocuments } from "@/lib/runbooks/store/shipped";
import { listDocuments, readDocument } from "./queries";

async function cookie(): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const person = await db().person.create({
    data: { id: crypto.randomUUID(), email, name: "Ada", createdAt: new Date() },
  });
  return sessionOf(person.id);
}

const pictured = async (path: string, headers: Record<string, string>) =>
  GET(
    new Request(`http://wheelhouse.test/api/v1/pictures?${new URLSearchParams({ path })}`, {
      headers,
    }),
    {
      params: Promise.resolve({}),
    },
  );

describe("every document", () => {
  test.each(shippedDocuments().map(({ name }) => name))(
    "%s has no link that leads nowhere and shows its pictures",
    async (name) => {
      const ctx = await testCtx({ as: "viewer" });
      const view = await readDocument(ctx, { project: ctx.project.slug, name });
      const inside = JSON.stringify(view.blocks);
      expect(inside.match(/"kind":"link","href":null/g)).toBeNull();
      const images = inside.match(/"kind":"image"/g) ?? [];
      const sources = [...inside.matchAll(/"picture":\{"src":"([^"]*)"/g)].map(([, src]) => src);
      expect(sources).toHaveLength(images.length);
      const headers = { cookie: await cookie() };
      for (const src of sources) {
        const path = new URL(src ?? "", "http://x").searchParams.get("path") ?? "";
        const answer = await pictured(path, headers);
        expect(answer.status).toBe(200);
        expect(answer.headers.get("content-type")).toBe("image/png");
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
      }
    },
  );

  test("is listed under its title", async () => {
    const ctx = await testCtx({ as: "viewer" });
    const rows = await listDocuments(ctx, { project: ctx.project.slug });
    expect(rows).toContainEqual({ name: "scaling", folder: "operations", title: "Scaling" });
  });
});

describe("a picture", () => {
  test("is for whoever is signed in, and for nobody else", async () => {
    expect((await pictured("overview.png", {})).status).toBe(401);
    const answer = await pictured("overview.png", { cookie: await cookie() });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toMatch(/^private/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each([
    "../../package.json",
    "..%2f..%2fpackage.json",
    "guide/../../../package.json.png",
    "../runbooks/README.md",
    "/etc/hostname.png",
    "C:\\x.png",
    "overview.png\u0000",
    "overview.svg",
    "guide/../overview.png",
    "none.png",
  ])("%j is none", async (path) => {
    const { status } = await pictured(path, { cookie: await cookie() });
    expect([404, 422, 400]).toContain(status);
  });
});

/** Who may read which entries, found by what, in pages and as files. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { GET as download } from "@/app/api/v1/audit/export/route";
import { createPerson, createProject } from "@/lib/access/commands";
import type { Actor } from "@/lib/platform/actor";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { seenBy, sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { exportAudit, exportInstanceAudit, listAudit, listInstanceAudit } from "./queries";

/** An act whose entry the test words. */
const act = command({
  may: "telemetry:read",
  input: z.strictObject({
    project: z.string(),
    id: z.string(),
    reason: z.string().optional(),
    kind: z.string().default("thing"),
  }),
  run: async () => null,
  audit: ({ id, reason, kind }) => ({
    action: `${kind === "thing" ? "thing" : "other"}.change`,
    object: { kind, id },
    before: { name: "old" },
    after: { name: "new" },
    ...(reason && { reason }),
  }),
});

const acts = async (ctx: ProjectCtx, ids: readonly string[], reason?: string) => {
  for (const id of ids)
    await act(ctx, { project: ctx.project.slug, id, ...(reason && { reason }) });
};

type Ask = Omit<Parameters<typeof listAudit>[1], "project">;
const listed = async (ctx: ProjectCtx, ask: Ask = {}) =>
  (await listAudit(ctx, { project: ctx.project.slug, ...ask })).entries.map(
    ({ objectId }) => objectId,
  );

const named = (ctx: ProjectCtx, name: string): ProjectCtx => ({
  ...ctx,
  actor: { ...ctx.actor, id: randomUUID(), name } as Actor,
});

describe("an administrator", () => {
  test("sees the entries of their project and no others, newest first", async () => {
    const [ctx, other] = [await testCtx(), await testCtx()];
    await acts(other, ["x"]);
    await acts(ctx, ["a", "b"]);
    await createPerson(seenBy(ctx, "owner"), { email: `${randomUUID()}@example.com` });
    expect(await listed(ctx)).toEqual(["b", "a"]);
    const { entries, newest } = await listAudit(ctx, { project: ctx.project.slug });
    expect(entries[0]).toMatchObject({
      project: ctx.project.slug,
      actorKind: "person",
      actorId: ctx.actor.id,
      action: "thing.change",
      before: { name: "old" },
      after: { name: "new" },
      hash: newest?.hash,
      prevHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("sees that the project was made, which is told in none", async () => {
    const ctx = await testCtx();
    const { slug, id } = await createProject(seenBy(ctx, "owner"), { name: randomUUID() });
    const made = { ...seenBy(ctx, "owner") };
    const { entries } = await listAudit(made, { project: slug });
    expect(entries).toMatchObject([
      { action: "project.create", objectId: String(id), project: null },
    ]);
  });

  test.each(["viewer", "operator", { scopes: ["read"] as const }] as const)(
    "is who it takes: refused to %o",
    async (as) => {
      const ctx = seenBy(await testCtx(), as);
      const ask = { project: ctx.project.slug };
      await expect(listAudit(ctx, ask)).rejects.toMatchObject({ code: "forbidden" });
      await expect(exportAudit(ctx, ask)).rejects.toMatchObject({ code: "forbidden" });
    },
  );

  test("does not see the whole instance; its owner does", async () => {
    const ctx = await testCtx();
    await expect(listInstanceAudit(ctx, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportInstanceAudit(ctx, {})).rejects.toMatchObject({ code: "forbidden" });
    await acts(ctx, ["mine"]);
    const { id } = await createPerson(seenBy(ctx, "owner"), {
      email: `${randomUUID()}@example.com`,
    });
    const { entries } = await listInstanceAudit(seenBy(ctx, "owner"), { limit: 2 });
    expect(entries).toMatchObject([
      { objectId: id, project: null, action: "person.create" },
      { objectId: "mine", project: ctx.project.slug },
    ]);
  });

  test("of another project does not learn that this one exists", async () => {
    const [ctx, other] = [await testCtx(), await testCtx()];
    const asked = listAudit({ ...other }, { project: ctx.project.slug });
    await expect(asked).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("filters", () => {
  test("by who: part of a name, a whole id, a kind", async () => {
    const ctx = await testCtx();
    const [ada, bob] = [named(ctx, "Ada Lovelace"), named(ctx, "Bob")];
    await acts(ada, ["a"]);
    await acts(bob, ["b"]);
    await acts(seenBy(ctx, { scopes: ["read"] }), ["k"]);
    expect(await listed(ctx, { actor: "love" })).toEqual(["a"]);
    expect(await listed(ctx, { actor: bob.actor.id })).toEqual(["b"]);
    expect(await listed(ctx, { actor: bob.actor.id.slice(0, 8) })).toEqual([]);
    expect(await listed(ctx, { actorKind: "key" })).toEqual(["k"]);
    expect(await listed(ctx, { actorKind: "person" })).toEqual(["b", "a"]);
  });

  test("by what: action, kind, object", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    await act(ctx, { project, id: "1" });
    await act(ctx, { project, id: "2" });
    await act(ctx, { project, id: "1", kind: "gadget" });
    expect(await listed(ctx, { action: "thing.change" })).toEqual(["2", "1"]);
    expect(await listed(ctx, { kind: "gadget" })).toEqual(["1"]);
    expect(await listed(ctx, { kind: "thing", object: "1" })).toEqual(["1"]);
    expect(await listed(ctx, { object: "3" })).toEqual([]);
  });

  test("by when: from is in, to is out", async () => {
    const now = new Date("2026-11-20T12:00:00Z");
    const ctx = await testCtx({ now });
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    for (const minutes of [0, 1, 2]) await acts({ ...ctx, now: at(minutes) }, [`${minutes}`]);
    expect(await listed(ctx, { from: at(1).toISOString() })).toEqual(["2", "1"]);
    expect(await listed(ctx, { to: at(1).toISOString() })).toEqual(["0"]);
    expect(await listed(ctx, { from: at(1).toISOString(), to: at(2).toISOString() })).toEqual([
      "1",
    ]);
  });

  test("by words of the reason, as they are typed", async () => {
    const ctx = await testCtx();
    await acts(ctx, ["a"], "It leaked in a Screenshot");
    await acts(ctx, ["b"], "100% sure");
    await acts(ctx, ["c"], "100 sure");
    await acts(ctx, ["d"]);
    expect(await listed(ctx, { search: "screenshot" })).toEqual(["a"]);
    expect(await listed(ctx, { search: "0% s" })).toEqual(["b"]);
    expect(await listed(ctx, { search: "_" })).toEqual([]);
  });

  test.each([{ actorKind: "robot" }, { from: "yesterday" }, { kinds: "key" }, { limit: 501 }])(
    "that make no sense are refused: %o",
    async (ask) => {
      const ctx = await testCtx();
      await expect(listed(ctx, ask as never)).rejects.toMatchObject({ code: "invalid" });
    },
  );
});

test("pages follow each other without a gap or a repetition, also while the log grows", async () => {
  const ctx = await testCtx();
  const ids = Array.from({ length: 7 }, (_, i) => `${i}`);
  await acts(ctx, ids);
  const project = ctx.project.slug;
  const first = await listAudit(ctx, { project, limit: 3 });
  await acts(ctx, ["later"]);
  const second = await listAudit(ctx, { project, limit: 3, cursor: first.next ?? 0 });
  const third = await listAudit(ctx, { project, limit: 3, cursor: second.next ?? 0 });
  const seen = [first, second, third].flatMap(({ entries }) => entries.map((one) => one.objectId));
  expect(seen).toEqual(ids.toReversed());
  expect(third.next).toBeNull();
  expect(third.newest?.seq).toBeGreaterThan(first.newest?.seq ?? Number.POSITIVE_INFINITY);
});

const textOf = async (parts: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const part of parts) text += part;
  return text;
};

describe("as a file", () => {
  test("an entry is a line of JSON with all that is known of it, oldest first", async () => {
    const ctx = await testCtx({ now: new Date("2026-11-20T12:00:00Z") });
    const { slug: project } = ctx.project;
    await acts(ctx, ["a", "b"], "=1+1");
    const { parts, filename } = await exportAudit(ctx, { project, format: "jsonl" });
    expect(filename).toBe(`audit-${project}-2026-11-20.jsonl`);
    const lines = (await textOf(parts)).trimEnd().split("\n");
    const { entries } = await listAudit(ctx, { project });
    expect(lines.map((line) => JSON.parse(line))).toEqual(entries.toReversed());
  });

  test("CSV has one heading, and what a spreadsheet would compute is text", async () => {
    const ctx = named(await testCtx(), '=HYPERLINK("http://evil.example")');
    const { slug: project } = ctx.project;
    await acts(ctx, ["@SUM(A1)"], "-1+1");
    const [heading, line, end] = (await textOf((await exportAudit(ctx, { project })).parts)).split(
      "\r\n",
    );
    expect(heading).toMatch(/^number,at,project,actor kind,.*,hash$/);
    expect(line).toContain(`,"'=HYPERLINK(""http://evil.example"")",`);
    expect(line).toContain(",'@SUM(A1),");
    expect(line).toContain(",'-1+1,");
    expect(end).toBe("");
  });

  test("a log without entries is a heading, or nothing", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    const csv = await textOf((await exportAudit(ctx, { project })).parts);
    expect(csv.split("\r\n")).toHaveLength(2);
    const jsonl = await exportAudit(ctx, { project, format: "jsonl" });
    expect(await textOf(jsonl.parts)).toBe("");
  });

  test("a long log leaves page by page, each entry once, and filters hold", async () => {
    const ctx = await testCtx();
    await ctx.pool.query(
      `INSERT INTO audit_entry (id, at, project_id, actor_kind, actor_id, actor_name, action, object_kind, object_id)
       SELECT gen_random_uuid(), now(), $1, 'system', 's', 's', 'x.y', CASE WHEN i % 2 = 0 THEN 'even' ELSE 'odd' END, i::text
       FROM generate_series(1, 2300) i`,
      [ctx.project.id],
    );
    const { slug: project } = ctx.project;
    const { parts } = await exportAudit(ctx, { project, format: "jsonl", kind: "even" });
    const sizes: number[] = [];
    const ids: string[] = [];
    for await (const part of parts) {
      const lines = part.split("\n").filter(Boolean);
      sizes.push(lines.length);
      ids.push(...lines.map((line) => JSON.parse(line).objectId));
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(ids).toEqual(Array.from({ length: 1_150 }, (_, i) => `${2 * i + 2}`));
  });

  test("it comes through its door as an attachment, and a viewer gets a problem instead", async () => {
    const ctx = await testCtx();
    await acts(ctx, ["a"]);
    const asked = async (role: "admin" | "viewer") => {
      const id = randomUUID();
      const memberships = { create: { projectId: ctx.project.id, role, createdAt: ctx.now } };
      const person = { email: `${id}@example.com`, name: role, createdAt: ctx.now, memberships };
      await ctx.db.person.create({ data: { id, ...person } });
      const url = `http://wheelhouse.test/api/v1/audit/export?project=${ctx.project.slug}&format=csv`;
      const headers = { cookie: await sessionOf(id, ctx.now) };
      return download(new Request(url, { headers }), { params: Promise.resolve({}) });
    };
    const [answer, refusal] = [await asked("admin"), await asked("viewer")];
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="audit-.*\.csv"$/,
    );
    expect((await answer.text()).split("\r\n")).toHaveLength(3);
    expect(refusal.status).toBe(403);
    expect(refusal.headers.get("content-type")).toBe("application/problem+json");
  });
});

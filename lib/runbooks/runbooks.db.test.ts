/** Runbooks of a project: who may, which text counts, what is found, and what is refused. */
import { describe, expect, test } from "vitest";
import { ruleSchema } from "@/lib/alerts/schema";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import {
  changeRunbook,
  createRunbook,
  importRunbooks,
  ownRunbook,
  removeRunbook,
  useRunbook,
} from "./commands";
import {
  listRunbooks,
  previewRunbook,
  readPanel,
  readRunbook,
  readRunbookVersion,
  searchRunbooks,
} from "./queries";

const at = ({ project }: ProjectCtx) => ({ project: project.slug });
const search = (ctx: ProjectCtx, q: string) => searchRunbooks(ctx, { ...at(ctx), q });

async function rowOf(ctx: ProjectCtx, slug: string) {
  const { runbooks } = await listRunbooks(ctx, at(ctx));
  return runbooks.find((one) => one.slug === slug);
}

describe("a shipped runbook", () => {
  test("is there in every project, without a broken link", async () => {
    const ctx = await testCtx({ as: "viewer" });
    const { runbooks } = await listRunbooks(ctx, at(ctx));
    expect(runbooks.length).toBeGreaterThan(20);
    expect(runbooks.filter(({ brokenLinks }) => brokenLinks > 0)).toEqual([]);
    const view = await readRunbook(ctx, { ...at(ctx), slug: "high-error-rate" });
    expect(view).toMatchObject({ title: "High error rate", isShipped: true, revision: 0 });
    expect(view.headings.map(({ text }) => text)).toContain("Verification");
    expect(view.versions).toMatchObject([{ number: 0, author: null }]);
  });

  test("keeps its owner, its use and the project's versions when it goes back", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), slug: "high-cost" };
    await useRunbook(ctx, ask);
    await changeRunbook(ctx, { ...ask, revision: 0, text: "# Ours" });
    await removeRunbook(ctx, { ...ask, reason: "tried" });
    const view = await readRunbook(ctx, ask);
    expect(view).toMatchObject({ isOwn: false, lastUsedAt: ctx.now.toISOString() });
    expect(view.versions.map(({ number }) => number)).toEqual([1, 0]);
    expect(await changeRunbook(ctx, { ...ask, revision: 0, text: "# Again" })).toMatchObject({
      revision: 2,
    });
  });

  test("gets a text of the project's own, which others do not see, and goes back", async () => {
    const ctx = await testCtx({ as: "operator" });
    const other = await testCtx();
    const ask = { ...at(ctx), slug: "high-latency" };
    await changeRunbook(ctx, { ...ask, revision: 0, text: "# Ours\n\nwombats" });
    expect(await readRunbook(ctx, ask)).toMatchObject({ title: "Ours", isOwn: true, revision: 1 });
    expect(await readRunbook(other, { ...at(other), slug: "high-latency" })).toMatchObject({
      title: "High latency",
      isOwn: false,
    });
    expect((await search(ctx, "wombats")).hits).toMatchObject([{ slug: "high-latency" }]);
    expect((await search(other, "wombats")).hits).toEqual([]);
    expect(await readRunbookVersion(ctx, { ...ask, number: 0 })).toMatchObject({
      text: expect.stringContaining("title: High latency"),
    });
    await removeRunbook(ctx, { ...ask, reason: "tried" });
    expect(await readRunbook(ctx, ask)).toMatchObject({ title: "High latency", revision: 0 });
    await expect(removeRunbook(ctx, { ...ask, reason: "again" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("a runbook of a project", () => {
  const slug = "ours";

  test("keeps every version as it was written", async () => {
    const ctx = await testCtx({ as: "operator" });
    const ask = { ...at(ctx), slug };
    await createRunbook(ctx, { ...ask, text: "# One" });
    await changeRunbook(ctx, { ...ask, revision: 1, text: "# Two", message: "better" });
    const { versions } = await readRunbook(ctx, ask);
    expect(versions).toMatchObject([{ number: 2, message: "better" }, { number: 1 }]);
    expect(await readRunbookVersion(ctx, { ...ask, number: 1 })).toMatchObject({ text: "# One" });
  });

  test("is not written over what somebody else has written since", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), slug };
    await createRunbook(ctx, { ...ask, text: "# One" });
    const both = await Promise.allSettled([
      changeRunbook(ctx, { ...ask, revision: 1, text: "# A" }),
      changeRunbook(ctx, { ...ask, revision: 1, text: "# B" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(createRunbook(ctx, { ...ask, text: "# C" })).rejects.toMatchObject({
      code: "conflict",
      detail: { field: "slug" },
    });
  });

  test("is gone once it is removed, and has its versions again once it is written anew", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), slug };
    await createRunbook(ctx, { ...ask, text: "# One" });
    await removeRunbook(ctx, { ...ask, reason: "tried" });
    expect(await rowOf(ctx, slug)).toBeUndefined();
    await expect(readRunbook(ctx, ask)).rejects.toMatchObject({ code: "not-found" });
    await expect(readRunbookVersion(ctx, { ...ask, number: 1 })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await createRunbook(ctx, { ...ask, text: "# Two" })).toEqual({ slug, revision: 2 });
    const { versions } = await readRunbook(ctx, ask);
    expect(versions.map(({ number }) => number)).toEqual([2, 1]);
    expect(await readRunbookVersion(ctx, { ...ask, number: 1 })).toMatchObject({ text: "# One" });
  });

  test("is read by a viewer, who writes nothing; another project's is not found", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), slug };
    await createRunbook(ctx, { ...ask, text: "# One" });
    const viewer = seenBy(ctx, "viewer");
    expect(await readRunbook(viewer, ask)).toMatchObject({ title: "One" });
    for (const write of [
      changeRunbook(viewer, { ...ask, revision: 1, text: "# X" }),
      importRunbooks(viewer, { ...at(ctx), files: [{ path: "x.md", text: "# X" }] }),
      removeRunbook(viewer, { ...ask, reason: "x" }),
      ownRunbook(viewer, { ...ask, ownerId: null }),
    ])
      await expect(write).rejects.toMatchObject({ code: "forbidden" });
    const other = await testCtx();
    await expect(readRunbook(other, { ...at(other), slug })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("says when it was of use, by whoever may read it", async () => {
    const ctx = await testCtx({ as: "viewer" });
    await useRunbook(ctx, { ...at(ctx), slug: "service-down" });
    await useRunbook(ctx, { ...at(ctx), slug: "service-down", isDrill: true });
    expect(await rowOf(ctx, "service-down")).toMatchObject({
      isOwn: false,
      title: "Service down",
      lastUsedAt: ctx.now.toISOString(),
      lastDrilledAt: ctx.now.toISOString(),
    });
  });

  test("tells which rules name it; rules that page without one are listed", async () => {
    const ctx = await testCtx();
    const rule = (name: string, severity: "high" | "low", runbook?: string) => {
      const signal = { kind: "errorRate" as const };
      return ruleSchema.parse({
        name,
        severity,
        signal,
        threshold: 1,
        ...(runbook && { runbook }),
      });
    };
    const rules = [
      ...[rule("Guided", "high", "disk-space"), rule("Bare", "high"), rule("Quiet", "low")],
      rule("Astray", "high", "no-such"),
    ];
    for (const spec of rules)
      await ctx.db.alertRule.create({
        data: {
          ...{ id: crypto.randomUUID(), projectId: ctx.project.id, name: spec.name, spec },
          ...{ severity: spec.severity, isEnabled: true, createdAt: ctx.now, updatedAt: ctx.now },
        },
      });
    expect(await rowOf(ctx, "disk-space")).toMatchObject({ rules: [{ name: "Guided" }] });
    const { unguided } = await listRunbooks(ctx, at(ctx));
    expect(unguided).toMatchObject([
      { name: "Astray", names: "no-such" },
      { name: "Bare", names: null },
    ]);
  });
});

describe("files", () => {
  const files = [
    { path: "./README.md", text: "# Index\n\n[a](sub/a.md#one) [gone](gone.md) [page](/errors)" },
    { path: "sub/a.md", text: "# A\n\n## One\n\n[up](../README.md) [no](#nowhere)" },
    { path: "picture.png", text: "x" },
    { path: "sub/A.md", text: "# again" },
  ];

  test("of one collection find each other, and what leads nowhere is told", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), collection: "Team", files };
    expect(await importRunbooks(ctx, ask)).toMatchObject([
      { slug: "team", what: "created" },
      { slug: "team-sub-a", what: "created" },
      { what: "refused", reason: "is no Markdown file" },
      { what: "refused", reason: "another of these files has the same name" },
    ]);
    const index = await readRunbook(ctx, { ...at(ctx), slug: "team" });
    expect(JSON.stringify(index.blocks)).toContain('"href":"/runbooks/team-sub-a#one"');
    expect(index.brokenLinks).toEqual([{ href: "gone.md", why: "there is no such runbook" }]);
    const a = await readRunbook(ctx, { ...at(ctx), slug: "team-sub-a" });
    expect(JSON.stringify(a.blocks)).toContain('"href":"/runbooks/team"');
    expect(a.brokenLinks).toEqual([{ href: "#nowhere", why: "there is no such section" }]);
  });

  test("that are empty, too long or of a name of the console are refused, and the others come", async () => {
    const ctx = await testCtx();
    const brought = await importRunbooks(ctx, {
      ...at(ctx),
      files: [
        { path: "a.md", text: "# A" },
        { path: "empty.md", text: " \n" },
        { path: "long.md", text: "x".repeat(400_001) },
        { path: "search.md", text: "# S" },
        { path: "日本語.md", text: "# J" },
      ],
    });
    expect(brought).toMatchObject([
      { what: "created" },
      { what: "refused", reason: "is empty" },
      { what: "refused", reason: "has more than 400000 characters" },
      { what: "refused", reason: expect.stringContaining("needs for itself") },
      { what: "created", slug: expect.stringMatching(/^runbook-/) },
    ]);
    await expect(
      createRunbook(ctx, { ...at(ctx), slug: "preview", text: "# P" }),
    ).rejects.toMatchObject({ code: "invalid", detail: { field: "slug" } });
  });

  test("tell what was written here that they take the place of", async () => {
    const ctx = await testCtx();
    const bring = (path: string, text: string) =>
      importRunbooks(ctx, { ...at(ctx), files: [{ path, text }] });
    expect(await bring("high-cost.md", "# Ours")).toMatchObject([
      { what: "updated", reason: "replaces the runbook that is shipped" },
    ]);
    expect(await bring("high-cost.md", "# Ours 2")).toMatchObject([
      { what: "updated", reason: null },
    ]);
    await changeRunbook(ctx, { ...at(ctx), slug: "high-cost", revision: 2, text: "# By hand" });
    expect(await bring("high-cost.md", "# Ours 2")).toMatchObject([
      { what: "updated", reason: `replaces version 3, written here by ${ctx.actor.name}` },
    ]);
    const ask = { ...at(ctx), slug: "high-cost", number: 3 };
    expect(await readRunbookVersion(ctx, ask)).toMatchObject({ text: "# By hand" });
  });

  test("that come again unchanged make no version", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), files: files.slice(0, 1) };
    await importRunbooks(ctx, ask);
    expect(await importRunbooks(ctx, ask)).toMatchObject([{ what: "unchanged" }]);
    const [file] = files;
    const changed = { ...at(ctx), files: [{ path: file?.path ?? "", text: "# New" }] };
    expect(await importRunbooks(ctx, changed)).toMatchObject([{ slug: "readme", what: "updated" }]);
  });
});

test("a preview shows what would be read, with links that lead nowhere", async () => {
  const ctx = await testCtx({ as: "viewer" });
  const text = "# T\n\n[x](high-cost.md) [y](nothing.md)";
  const view = await previewRunbook(ctx, { ...at(ctx), text });
  expect(view).toMatchObject({ title: "T", brokenLinks: [{ href: "nothing.md" }] });
  expect(JSON.stringify(view.blocks)).toContain("/runbooks/high-cost");
});

test("a panel reads a signal up to now, and refuses what is none", async () => {
  const ctx = await testCtx({ as: "viewer" });
  const ask = { ...at(ctx), signal: { kind: "errorRate" as const }, range: "1h" };
  expect(await readPanel(ctx, ask)).toMatchObject({ unit: "share", axis: { stepMs: 60_000 } });
  const wrong = { ...ask, signal: { kind: "weather" } as unknown as typeof ask.signal };
  await expect(readPanel(ctx, wrong)).rejects.toMatchObject({ code: "invalid" });
});

/** What is found in runbooks, and how it is told apart. */
import { describe, expect, test } from "vitest";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { createRunbook, removeRunbook } from "./commands";
import { searchRunbooks } from "./queries";
import type { Marked } from "./schema";

const at = ({ project }: ProjectCtx) => ({ project: project.slug });
const search = (ctx: ProjectCtx, q: string) => searchRunbooks(ctx, { ...at(ctx), q });
const words = (marked: Marked) => marked.map(({ text }) => text).join("");
const hit = (marked: Marked) => marked.filter(({ isHit }) => isHit).map(({ text }) => text);

describe("the search", () => {
  test("leads to the section, with what was found told apart", async () => {
    const ctx = await testCtx();
    const text = "# Gizmo\n\nintro\n\n## Restart the frobnicator\n\nTurn it off.";
    await createRunbook(ctx, { ...at(ctx), slug: "gizmo", text });
    const { hits, instead } = await search(ctx, "gizmo frobn");
    expect(instead).toBeNull();
    expect(hits).toMatchObject([{ slug: "gizmo", anchor: "restart-the-frobnicator" }]);
    expect(hits[0] && hit(hits[0].heading)).toEqual(["frobnicator"]);
    expect(hits[0] && words(hits[0].title)).toBe("Gizmo");
  });

  test("finds a word at every letter of its being typed", async () => {
    const ctx = await testCtx();
    for (const word of ["escalation", "communication", "prevention", "verification"]) {
      for (let length = 4; length <= word.length; length++) {
        const { hits, instead } = await search(ctx, word.slice(0, length));
        expect([word.slice(0, length), hits.length, instead]).toEqual([
          word.slice(0, length),
          20,
          null,
        ]);
      }
    }
    expect((await search(ctx, "escalations")).hits).toHaveLength(20);
  });

  test("does not mind accents, how they are spelled, or the dots of an address", async () => {
    const ctx = await testCtx();
    const text = "# Störung\n\nU\u0308berlauf im Großraum: see status.wombat.example";
    await createRunbook(ctx, { ...at(ctx), slug: "storung", text });
    const asked = ["überlauf", "u\u0308berlauf", "uberlauf", "storung", "Störung", "grossraum"];
    for (const q of [...asked, "status.wombat.example", "wombat"]) {
      const { hits } = await search(ctx, q);
      expect([q, hits[0]?.slug]).toEqual([q, "storung"]);
      expect(
        [hits[0]?.title, hits[0]?.excerpt].flatMap((one) => (one ? hit(one) : [])),
      ).not.toEqual([]);
    }
  });

  test("forgives slips in words that stand only in a text", async () => {
    const ctx = await testCtx();
    await createRunbook(ctx, { ...at(ctx), slug: "one", text: "# One\n\nthe semaphore" });
    expect(await search(ctx, "semaphroe")).toMatchObject({
      hits: [{ slug: "one" }],
      instead: "semaphore",
    });
  });

  test("holds titles above headings above text", async () => {
    const ctx = await testCtx();
    const texts = { body: "# A\n\nquokka", heading: "# B\n\n## Quokka", title: "# Quokka" };
    for (const [slug, text] of Object.entries(texts))
      await createRunbook(ctx, { ...at(ctx), slug, text });
    const { hits } = await search(ctx, "quokka");
    expect(hits.map(({ slug }) => slug)).toEqual(["title", "heading", "body"]);
  });

  test.each([
    ["latncy", "high-latency", "latency"],
    ["provider outgae", "provider-outage", "provider outage"],
    ["vecotr stroe", "vector-store-unreachable", "vector store"],
  ])("forgives %s", async (q, slug, instead) => {
    const ctx = await testCtx();
    const view = await search(ctx, q);
    expect(view.hits.map((one) => one.slug)).toContain(slug);
    expect(view.instead).toBe(instead);
  });

  test("finds a runbook by the alert it is for", async () => {
    const ctx = await testCtx();
    const { hits } = await search(ctx, "elevated error rate");
    expect(hits[0]?.slug).toBe("high-error-rate");
  });

  test.each(["", "!!! & | ( ' :*", "\\", "zzzzzzzzzz"])("takes %j for what it is", async (q) => {
    const ctx = await testCtx();
    expect(await search(ctx, q)).toEqual({ hits: [], instead: null });
  });

  test("forgets what was removed", async () => {
    const ctx = await testCtx();
    const ask = { ...at(ctx), slug: "gone" };
    await createRunbook(ctx, { ...ask, text: "# Axolotl" });
    await removeRunbook(ctx, { ...ask, reason: "tried" });
    expect((await search(ctx, "axolotl")).hits).toEqual([]);
  });
});

test("nobody finds the holes of a text, only the words that stand in for them", async () => {
  const ctx = await testCtx();
  const { hits } = await search(ctx, "see the chart free");
  const said = hits.map(({ excerpt }) => words(excerpt)).join(" ");
  expect(said).toContain("see the chart");
  expect(said).not.toContain("{{");
});

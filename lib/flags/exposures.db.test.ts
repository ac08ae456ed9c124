/** What was given out is counted by the hour, and whoever looks at a flag sees it and why. */
import { expect, test } from "vitest";
import { testCtx } from "@/lib/platform/test-ctx";
import { saveFlag } from "./commands";
import { readFlag, readFlags, tryFlag } from "./queries";
import { flagDraftSchema } from "./schema";
import { flushExposures, noteExposures } from "./store/exposures";
import { splitOf, writtenFlag } from "./test-flags";

const given = (variant: string) => ({
  ...{ status: 200, headers: {} },
  body: { key: "greeting", variant, value: true, reason: "SPLIT" },
});

test("answers are counted in memory and added up in the database, one flag or all at once", async () => {
  const ctx = await testCtx();
  const { id, slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: flagDraftSchema.parse(writtenFlag()), was: null });
  for (let i = 0; i < 3; i++) noteExposures(id, "production", given("on"));
  noteExposures(id, "production", { ...given("on"), status: 404 });
  await flushExposures();
  const all = { status: 200, headers: {}, body: { flags: [given("on").body, given("off").body] } };
  noteExposures(id, "production", all);
  await flushExposures();
  const { given: seen } = await readFlag(ctx, { project, key: "greeting" });
  expect(seen).toEqual([
    { environment: "production", variant: "on", n: 4 },
    { environment: "production", variant: "off", n: 1 },
  ]);
  expect((await readFlags(ctx, { project })).flags).toMatchObject([
    { key: "greeting", given: 5, stale: null, environments: [{ serves: "on" }] },
  ]);
});

test("what a project that is gone was given is dropped, and holds nobody else up", async () => {
  const ctx = await testCtx();
  const { id, slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: flagDraftSchema.parse(writtenFlag()), was: null });
  noteExposures(2 ** 31 - 1, "production", given("on"));
  noteExposures(id, "production", given("on"));
  await flushExposures();
  expect((await readFlags(ctx, { project })).flags[0]?.given).toBe(1);
});

test("trying a flag tells the variant of the wire, and every step to it", async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  const split = { serve: splitOf({ on: 30, off: 70 }, "off") };
  const flag = flagDraftSchema.parse(writtenFlag({}, split));
  await saveFlag(ctx, { project, flag, was: null });
  const asked = { project, key: "greeting", environment: "production" };
  const { outcome, lines } = await tryFlag(ctx, { ...asked, context: { targetingKey: "user-1" } });
  expect(outcome).toMatchObject({ reason: "SPLIT", bucket: expect.any(Number) });
  expect(lines[0]).toMatchObject({
    decides: true,
    says: expect.stringMatching(/bucket \d+ of 100,000/),
  });
  const nobody = await tryFlag(ctx, { ...asked, context: {} });
  expect(nobody.outcome).toMatchObject({ errorCode: "TARGETING_KEY_MISSING" });
  const none = tryFlag(ctx, { ...asked, key: "none", context: {} });
  await expect(none).rejects.toMatchObject({ code: "not-found" });
});

/** Sections that an older release has kept. */
import { expect, test } from "vitest";
import { rowsOf } from "@/lib/platform/rows";
import { testCtx } from "@/lib/platform/test-ctx";
import { createRunbook } from "@/lib/runbooks/commands";
import { searchRunbooks } from "@/lib/runbooks/queries";

test("are found as those of this one are", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  await createRunbook(ctx, { project, slug: "old", text: "# Old\n\nabout wombats" });
  await rowsOf(
    ctx.db,
    "UPDATE runbook_section SET text_hash = 'old', search = NULL WHERE project_id = $1::int",
    [ctx.project.id],
  );
  const { hits } = await searchRunbooks(ctx, { project, q: "womba" });
  expect(hits).toMatchObject([{ slug: "old" }]);
});

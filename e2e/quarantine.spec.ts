/** What was refused is kept with its reason, and can be mended. */
import { body, type Receipt } from "./api";
import { requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";
import { DataPage } from "./pages/data";

test("a refused event is kept with field and reason, mended and replayed", async ({
  page,
  project,
}) => {
  const bad = requestEvent({ durationMs: "fast" });
  const receipt = await body<Receipt>(await project.post(requestEvent(), bad));
  expect(receipt).toMatchObject({
    accepted: 1,
    rejected: [{ index: 1, id: bad.id, code: "invalid", field: "durationMs" }],
  });

  const data = new DataPage(page);
  await data.open("/settings/data", { project: project.slug });
  await expect(data.refused(bad.id)).toContainText("durationMs");
  await expect(data.refused(bad.id)).toContainText("takes a number");
  await data.mend(bad.id, '"fast"', "3000");
  await expect(data.refused(bad.id)).toHaveCount(0);
  await expect(data.figure("Quarantine")).toHaveText("0 refused");

  const overview = new ConsolePage(page);
  await overview.open("/", { project: project.slug, range: "1h" });
  await expect(overview.tile("Latency p95")).toHaveText(/^(2\.9|3\.0?)\d? s$/);
});

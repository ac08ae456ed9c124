/** From what was spent to a crossed budget, its announcement, the forecast and the report. */
import fs from "node:fs";
import { callEvent } from "./data";
import { expect, test } from "./fixtures";
import { CostPage } from "./pages/cost";

test("a crossed budget is announced once, and the forecast and the report know of it", async ({
  page,
  project,
}) => {
  const { slug } = project;
  // A million tokens in at $0.15 and half a million out at $0.60 a million.
  await project.send(
    callEvent({ agent: "=search", inputTokens: 1_000_000, outputTokens: 500_000 }),
  );
  const cost = new CostPage(page);
  await cost.open("/cost", { project: slug, range: "1h" });
  await expect(cost.tile("Cost")).toHaveText("$0.45");
  await expect(cost.panel("Calls")).toContainText("$0.45");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await downloading;
  expect(fs.readFileSync(await download.path(), "utf8")).toContain(",'=search,0.45,");

  await cost.tab("Budgets");
  await cost.setBudget("0.50", "Each month");
  await expect(cost.panel("Announced")).toContainText("80 % crossed");
  await expect(cost.panel("Announced")).toContainText("nobody was told: no channel takes it");
  // Half of it and four fifths of it; looked at again, they are not told again.
  await cost.setBudget("1", "Each week, from Monday");
  await expect(cost.panel("Budgets")).toContainText("Whole project, each week");
  await expect(cost.panel("Announced").getByRole("listitem")).toHaveCount(2);

  await cost.tab("Forecast");
  await expect(page.getByRole("article", { name: "End of the month" })).toContainText(
    "Not enough history",
  );
  await cost.tab("Reports");
  await page.getByRole("button", { name: "Month", exact: true }).click();
  await page.getByRole("button", { name: "After", exact: true }).click();
  await expect(page.getByRole("region", { name: /^Cost of/ })).toContainText(
    "$0.450000 was spent on 1 call for 0 requests",
  );
});

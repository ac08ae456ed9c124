/** From a model that nobody has a price for to money that adds up. */
import { ago, callEvent } from "./data";
import { expect, test } from "./fixtures";
import { PricingPage } from "./pages/pricing";

const MODEL = "answerer-of-our-own";
const HOUR = 3_600_000;

test("an unpriced model is priced from its first call on, and each cost opens to its sum", async ({
  page,
  project,
}) => {
  const call = (hours: number) =>
    callEvent({
      ...{ provider: "in-house", model: MODEL, ts: ago(hours * HOUR) },
      ...{ inputTokens: 10_000, outputTokens: 500 },
    });
  await project.send(call(30), call(3), call(1));

  const pricing = new PricingPage(page);
  await pricing.open("/cost/pricing", { project: project.slug, range: "7d" });
  await expect(pricing.figure("Without a price")).toHaveText("3 calls");
  await expect(pricing.row("Models", MODEL)).toContainText("unpriced");

  const dialog = await pricing.price(MODEL, { input: "2", output: "10" });
  await expect(dialog).toContainText("10,000 in / 500 out costs $0.025 (no price now).");
  await dialog.getByRole("button", { name: "Preview the back-fill" }).click();
  await expect(dialog).toContainText("3 calls (3 without a price now)");
  await dialog.getByLabel("Reason", { exact: true }).fill("what the machines cost");
  await dialog.getByRole("button", { name: "Set price and back-fill" }).click();

  await expect(pricing.figure("Without a price")).toHaveText("None", { timeout: 20_000 });
  await expect(pricing.row("Models", MODEL)).toContainText("$0.075");
  await expect(pricing.panel("Back-fills")).toContainText("3 calls changed, $0 → $0.075");
  await expect(pricing.panel("Own prices")).toContainText("what the machines cost");

  const opened = await pricing.openNewestCall(MODEL);
  const total = opened.getByRole("row", { name: /^Total/ });
  await expect(total).toContainText("$0.025");
  await expect(opened.getByRole("row", { name: /^Input/ })).toContainText("$2.00 / M");
  await expect(opened).toContainText(/override [0-9a-f-]{36}/);
});

/** From a model that nobody has a price for to money that adds up, a budget that it crosses, the mail about it, and the forecast. */
import { type Post, postOffice } from "@/lib/platform/test-post";
import { ADMIN, body, newKey, newProject, senderWith, signIn } from "./api";
import { ago, callEvent } from "./data";
import { expect, test } from "./fixtures";
import { externalDatabase, type OwnServer, startServer } from "./own-server";
import { CostPage } from "./pages/cost";
import { PricingPage } from "./pages/pricing";

/** With a mail server: the shared one has none. */
let own: OwnServer;
let post: Post;

test.beforeAll(async () => {
  post = await postOffice();
  own = await startServer({
    DATABASE_URL: externalDatabase(`cost_${Date.now().toString(36)}`),
    WHEELHOUSE_ADMIN_EMAIL: ADMIN.email,
    WHEELHOUSE_ADMIN_PASSWORD: ADMIN.password,
    WHEELHOUSE_SMTP_URL: post.url,
    WHEELHOUSE_MAIL_FROM: "wheelhouse@example.com",
  });
});

test.afterAll(async () => {
  await own.stop();
  post.close();
});

const MODEL = "answerer-of-our-own";
const HOUR = 3_600_000;

test("an unpriced model is priced from its first call on, crosses a budget, and somebody gets the letter", async ({
  browser,
}) => {
  test.slow();
  const owner = await signIn(own.url, ADMIN);
  const project = await newProject(owner);
  const { secret } = await newKey(owner, project, ["ingest"]);
  const { send } = senderWith(owner, secret);
  const mail = { kind: "email", config: { to: ["payer@example.com"] } };
  const channel = { project: project.slug, name: "Whoever pays", ...mail };
  await body(await owner.post("/api/v1/channels", { data: channel }));
  const storageState = await owner.storageState();
  const context = await browser.newContext({ baseURL: own.url, storageState });
  const page = await context.newPage();
  const call = (hours: number) =>
    callEvent({
      ...{ provider: "in-house", model: MODEL, ts: ago(hours * HOUR) },
      ...{ inputTokens: 10_000, outputTokens: 500 },
    });
  await send(call(30), call(3), call(1));

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
  await page.keyboard.press("Escape");

  const cost = new CostPage(page);
  await cost.open("/cost/budgets", { project: project.slug });
  await cost.setBudget("0.08", "Each month");
  await expect(cost.panel("Announced")).toContainText("80 % crossed");
  await expect.poll(() => post.inbox.length, { timeout: 30_000 }).toBe(1);
  const [letter] = post.inbox;
  expect(letter?.subject).toMatch(/^\[BUDGET\]/);
  expect(letter?.text).toContain("$0.075000 of $0.080000 is spent this month");
  await cost.tab("Forecast");
  await expect(page.getByRole("article", { name: "End of the month" })).toContainText(
    "Not enough history",
  );
  await context.close();
  await owner.dispose();
});

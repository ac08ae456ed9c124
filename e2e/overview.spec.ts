/** From an event to a pixel, and the question in the address bar. */
import { curl } from "./api";
import { ago, callEvent, deploymentEvent, failedRequest, requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";

const HOUR = 3_600_000;

test("an event sent with curl changes the figure without a reload", async ({
  page,
  project,
  baseURL,
}) => {
  await project.send(requestEvent({ durationMs: 800 }));
  const overview = new ConsolePage(page);
  await overview.open("/", { project: project.slug, range: "1h" });
  await expect(overview.tile("Latency p95")).toHaveText(/^(79\d|80\d|81\d) ms$/);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  const slow = requestEvent({ durationMs: 4_200 });
  expect(await curl(`${baseURL}/api/v1/events`, project.key.secret, slow)).toBe(202);

  await expect(overview.tile("Latency p95")).toHaveText(/^4\.[12]\d? s$/);
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
});

test("range and environment stand in the address, for a colleague and for the back button", async ({
  page,
  context,
  project,
}) => {
  await project.send(
    requestEvent({ environment: "staging" }),
    requestEvent({ environment: "production", durationMs: 2_500 }),
  );
  const overview = new ConsolePage(page);
  await overview.open("/", { project: project.slug });

  await overview.chooseRange("6 hours");
  await expect(page).toHaveURL(/range=6h/);
  await overview.chooseEnvironment("staging");
  await expect(page).toHaveURL(/env=staging/);
  await expect(overview.tile("Latency p50")).toHaveText(/^(79\d|80\d|81\d) ms$/);

  const colleague = new ConsolePage(await context.newPage());
  await colleague.follow(page.url());
  await expect(colleague.range).toHaveText("6 h");
  await expect(colleague.environment).toHaveText("staging");
  await expect(colleague.tile("Latency p50")).toHaveText(/^(79\d|80\d|81\d) ms$/);

  await page.goBack();
  await expect(overview.environment).toHaveText("All environments");
  await expect(overview.range).toHaveText("6 h");
  await page.goBack();
  await expect(overview.range).toHaveText("24 h");
});

test("a page keeps the question when another is opened", async ({ page, busy }) => {
  const shell = new ConsolePage(page);
  await shell.open("/", { project: busy.slug, range: "6h" });
  await shell.goTo("Cache");
  await expect(shell.heading("Cache")).toBeVisible();
  await expect(page).toHaveURL(`/cache?project=${busy.slug}&range=6h`);
});

test("a deployment stands on the time charts", async ({ page, project }) => {
  await project.send(
    requestEvent({ ts: ago(3 * HOUR) }),
    requestEvent(),
    deploymentEvent({ ts: ago(2 * HOUR), version: "4.5.6", author: "sam" }),
  );
  const overview = new ConsolePage(page);
  await overview.open("/", { project: project.slug, range: "6h" });
  await overview
    .panel("Latency")
    .getByRole("button", { name: /4\.5\.6/ })
    .click();
  await expect(page.getByRole("dialog", { name: "What happened" })).toContainText("4.5.6");
});

test("a chart says what it shows in words and as a table", async ({ page, busy }) => {
  const overview = new ConsolePage(page);
  await overview.open("/", { project: busy.slug });
  const latency = overview.panel("Latency");
  await expect(latency.locator("figcaption")).toContainText("p95");
  await overview.fromMenuOf("Latency", "View as table");
  await expect(latency.getByRole("columnheader", { name: "p95" })).toBeVisible();
  await overview.fromMenuOf("Latency", "View as chart");
  await expect(latency.getByRole("table")).toHaveCount(0);
});

test("a copied table cannot make a spreadsheet compute", async ({ page, context, project }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await project.send(failedRequest("E", { agent: '=HYPERLINK("http://evil")' }), callEvent());
  const agents = new ConsolePage(page);
  await agents.open("/agents", { project: project.slug });
  await agents.fromMenuOf("Agents side by side", "Copy data as CSV");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain(`"'=HYPERLINK(""http://evil"")"`);
});

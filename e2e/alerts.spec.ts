/** An outage from the first failure to the end, on the phone of whoever is woken by it. */
import { saying } from "./api";
import { expect, test } from "./fixtures";
import { outage, recovery, ruleOn, SOON } from "./outage";
import { AlertsPage } from "./pages/alerts";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("an outage is told, answered, and over when it is over", async ({
    page,
    owner,
    project,
  }) => {
    test.slow();
    await ruleOn(owner, project, { name: "Requests fail", severity: "critical" });
    await outage(project);
    const alerts = new AlertsPage(page);
    await alerts.open("/", { project: project.slug, range: "1h" });
    await expect(alerts.navigationCount).toHaveAccessibleName(
      /firing, the worst is critical/,
      SOON,
    );
    await expect(page.getByRole("region", { name: "Needs attention" })).toContainText(
      "Requests fail",
    );
    await alerts.navigationCount.click();
    await alerts.openFiring("Requests fail");

    // All that somebody half awake needs, without scrolling.
    await expect(alerts.facts).toContainText("100 %");
    await expect(alerts.facts).toContainText("threshold: above 5 %");
    await expect(alerts.facts).toContainText("Nobody yet");
    await expect(alerts.panel("Signal").locator("figure")).toBeInViewport();
    await expect(alerts.acknowledgeButton).toBeInViewport({ ratio: 1 });
    await expect(alerts.panel("Affected")).toContainText("9 of 9 active users had a request");

    await alerts.acknowledgeButton.click();
    await expect(alerts.takeBackButton).toBeVisible();
    await expect(alerts.facts).not.toContainText("Nobody yet");
    await expect(alerts.panel("Timeline")).toContainText("Acknowledged by");

    await recovery(project);
    await expect(alerts.standing("Resolved")).toBeVisible(SOON);
    await expect(alerts.facts).toContainText("the value is back");
    await expect(alerts.acknowledgeButton).toHaveCount(0);
    await alerts.open("/alerts", { project: project.slug, range: "1h" });
    await expect(alerts.past("Requests fail")).toBeVisible();
    await expect(alerts.panel("Firing")).not.toContainText("Requests fail");
  });
});

test("the lists are narrowed by severity, rule, state and label, and the address keeps it", async ({
  page,
  owner,
  project,
}) => {
  test.slow();
  const { id } = await ruleOn(owner, project, { name: "Many fail", severity: "high" });
  await ruleOn(owner, project, { name: "Some fail", severity: "low" });
  await outage(project);
  const alerts = new AlertsPage(page);
  await alerts.open("/alerts", { project: project.slug, range: "1h" });
  await expect(alerts.firing("Many fail")).toBeVisible(SOON);
  await expect(alerts.firing("Some fail")).toBeVisible(SOON);

  await alerts.choose("Severity", "Low");
  await expect(alerts.firing("Many fail")).toHaveCount(0);
  await expect(alerts.firing("Some fail")).toBeVisible();
  await page.reload();
  await expect(alerts.firing("Some fail")).toBeVisible();
  await expect(alerts.firing("Many fail")).toHaveCount(0);

  await alerts.choose("Severity", "All severities");
  await alerts.choose("Rule", "Many fail");
  await expect(page).toHaveURL(new RegExp(`rule=${id}`));
  await expect(alerts.firing("Some fail")).toHaveCount(0);
  await alerts.choose("Rule", "All rules");

  await page.getByLabel("Search alerts").fill("severity=low");
  await expect(alerts.firing("Many fail")).toHaveCount(0);
  await expect(alerts.firing("Some fail")).toBeVisible();

  await page.getByRole("button", { name: /^Pending/ }).click();
  await expect(alerts.panel("Firing")).toHaveCount(0);
  await expect(alerts.panel("Pending")).toContainText("Nothing is about to fire");
});

test("a viewer sees an alert, and is told who may acknowledge it", async ({
  visit,
  owner,
  project,
}) => {
  test.slow();
  await ruleOn(owner, project, { name: "Requests fail", severity: "critical" });
  await outage(project);
  const page = await visit("viewer");
  const alerts = new AlertsPage(page);
  await alerts.open("/alerts", { project: project.slug, range: "1h" });
  await expect(alerts.firing("Requests fail")).toBeVisible(SOON);
  await alerts.openFiring("Requests fail");
  await expect(alerts.acknowledgeButton).toBeDisabled();
  await expect(alerts.acknowledgeButton).toHaveAttribute("title", /operator or higher may/);

  const id = new URL(page.url()).pathname.split("/").at(-1);
  const refused = await page.request.post(`/api/v1/alerts/${id}/acknowledge`, {
    data: { project: project.slug },
    headers: saying(page.url()),
  });
  expect(refused.status()).toBe(403);
});

test("the key a acknowledges, from the page of an alert", async ({ page, owner, project }) => {
  test.slow();
  await ruleOn(owner, project, { name: "Requests fail", severity: "critical" });
  await outage(project);
  const alerts = new AlertsPage(page);
  await alerts.open("/alerts", { project: project.slug, range: "1h" });
  await expect(alerts.firing("Requests fail")).toBeVisible(SOON);
  await alerts.openFiring("Requests fail");
  await page.keyboard.press("a");
  await expect(alerts.takeBackButton).toBeVisible();
});

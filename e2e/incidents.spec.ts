/** From an outage to the exported postmortem, by two people, on a phone; and a drill from its beginning to its sign-off. */
import fs from "node:fs";
import { saying } from "./api";
import { expect, test } from "./fixtures";
import { outage, recovery, ruleOn, SOON } from "./outage";
import { AlertsPage } from "./pages/alerts";
import { IncidentsPage } from "./pages/incidents";
import { expectSound } from "./sound";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("an outage becomes an incident that two people work in by the runbook, end and write up", async ({
    page,
    owner,
    project,
    visit,
  }) => {
    test.slow();
    await ruleOn(owner, project, { name: "Requests fail", severity: "critical" });
    await outage(project);
    const question = { project: project.slug, range: "1h" };
    const alerts = new AlertsPage(page);
    await alerts.open("/alerts", question);
    await expect(alerts.firing("Requests fail")).toBeVisible(SOON);
    await alerts.openFiring("Requests fail");
    const alert = new URL(page.url()).pathname.split("/")[2] ?? "";
    const mine = new IncidentsPage(page);
    await mine.tick(/^Note when it began/);
    await mine.declareFromAlert();
    const { id } = mine;
    await expect(mine.heading(/^1 Requests fail/)).toBeVisible();
    await expect(mine.panel("Alerts")).toContainText("1 of 1 firing");
    await mine.note("Only support fails");

    const other = await visit("operator");
    await other.setViewportSize({ width: 390, height: 844 });
    const theirs = new IncidentsPage(other);
    await theirs.open(`/incidents/${id}`, question);
    await expect(theirs.panel("Timeline")).toContainText("Only support fails");
    await theirs.note("The provider answers 529");
    await expect(mine.panel("Timeline")).toContainText("The provider answers 529");

    // Each with the runbook open: what one ticks the other sees, and the timeline tells both.
    await mine.panel("State").getByRole("link", { name: "high-error-rate" }).click();
    await expect(page.getByText("The steps ticked here are those of")).toBeVisible();
    await expect(mine.step(/^Note when it began/)).toBeChecked();
    await mine.tick(/^Press Acknowledge on the alert/);
    await theirs.open("/runbooks/high-error-rate", { ...question, incident: id });
    await expect(theirs.step(/^Press Acknowledge on the alert/)).toBeChecked();
    await theirs.comment(/^If a provider fails/, "The fallback answers");
    await theirs.tick(/^If a provider fails/);
    await expect(mine.step(/^If a provider fails/)).toBeChecked();
    await expect(page.getByText("The fallback answers")).toBeVisible();

    await mine.open(`/incidents/${id}`, question);
    await theirs.open(`/incidents/${id}`, question);
    await expect(mine.panel("Timeline")).toContainText("Done: If a provider fails");
    await expect(mine.panel("Timeline")).toContainText("Done: Note when it began");
    await expect(mine.panel("Timeline")).toContainText("Opened the runbook high-error-rate");
    await recovery(project);
    await expect(mine.panel("Alerts")).toContainText("0 of 1 firing", SOON);
    await mine.setStatus("Monitoring");
    await expect(theirs.badge("Monitoring")).toBeVisible();
    await theirs.setStatus("Resolved");
    await expect(mine.badge("Resolved")).toBeVisible();
    await expect(mine.panel("Clocks")).not.toContainText("lasts");

    const actions = mine.panel("Action items");
    await actions.getByLabel("What is to be done").fill("Add a second provider");
    await actions.getByLabel("Due").fill("2020-01-31");
    await actions.getByRole("button", { name: "Add action item" }).click();
    await expect(actions).toContainText("Overdue");

    await page.getByRole("link", { name: "Postmortem" }).click();
    await expect(mine.heading("Postmortem of incident 1")).toBeVisible();
    await expect(page.getByRole("article")).toContainText("The provider answers 529");
    await page.getByRole("button", { name: "Save postmortem" }).click();
    await expect(page.getByRole("button", { name: "Save postmortem" })).toBeDisabled();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("navigation", { name: "Pages" })).toHaveCount(0);
    await expect(page.getByRole("article")).toBeVisible();
    await page.emulateMedia({ media: "screen" });
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export Markdown" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("postmortem-incident-1.md");
    const text = fs.readFileSync(await download.path(), "utf8");
    expect(text).toMatch(/^# Postmortem of incident 1: Requests fail/);
    expect(text).toContain("Only support fails");
    expect(text).toContain("Done: Press Acknowledge on the alert");
    expect(text).toContain("- [ ] Add a second provider (nobody yet, due 2020-01-31)");

    // The same rule fires again: what was meant to be mended stands there.
    await mine.open(`/alerts/${alert}`, question);
    const verdict = mine.panel("Was this page useful?");
    await expect(verdict).toContainText("Add a second provider");
    await verdict.getByRole("button", { name: "Noise" }).click();
    await expect(verdict).toContainText("said by");
    await mine.open("/incidents", question);
    await expect(mine.panel("Noise").getByRole("row", { name: /Requests fail/ })).toBeVisible();
    await expect(mine.panel("Open action items")).toContainText("Add a second provider");
    await expectSound(page);
  });
});

test("whoever changes what another has just changed is told", async ({ page, owner, project }) => {
  const question = { project: project.slug };
  const incidents = new IncidentsPage(page);
  await incidents.open("/incidents", question);
  await incidents.declareButton.click();
  await page.getByLabel("What is wrong").fill("Answers are empty");
  await page.getByRole("dialog").getByRole("button", { name: "Declare incident" }).click();
  await expect(incidents.heading("1 Answers are empty")).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  const said = { ...question, revision: 0, severity: "critical" };
  const changed = await owner.patch(`/api/v1/incidents/${incidents.id}`, { data: said });
  expect(changed.ok()).toBe(true);
  await page.getByLabel("Impact").fill("Everybody");
  await page.getByRole("button", { name: "Save incident" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText(
    "has changed this incident since you read it",
  );
});

test("a viewer reads an incident and is told who may work in it", async ({
  owner,
  project,
  visit,
}) => {
  const said = { project: project.slug, title: "Down", severity: "low" };
  const made = await owner.post("/api/v1/incidents", { data: said });
  const { id } = (await made.json()) as { id: string };
  const page = await visit("viewer");
  const incidents = new IncidentsPage(page);
  await incidents.open(`/incidents/${id}`, { project: project.slug });
  await expect(incidents.heading("1 Down")).toBeVisible();
  await expect(incidents.panel("State").getByLabel("Status")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Add note" })).toHaveAttribute(
    "title",
    /operator or higher may/,
  );
  const refused = await page.request.post(`/api/v1/incidents/${id}/entries`, {
    data: { project: project.slug, kind: "note", text: "x" },
    headers: saying(page.url()),
  });
  expect(refused.status()).toBe(403);
});

test("a drill is begun, answered, ended, scored and signed off, and marked all the way", async ({
  page,
  project,
}) => {
  test.slow();
  const question = { project: project.slug, range: "1h" };
  const incidents = new IncidentsPage(page);
  await incidents.open("/drills", question);
  await page.getByRole("button", { name: /^Begin drill.*Service down/ }).click();
  await expect(incidents.heading(/^DRILL 1 Service down/)).toBeVisible();
  await expect(page.getByText("DRILL: nothing is wrong")).toBeVisible();
  await incidents.panel("Alerts").getByRole("link", { name: "Service down" }).click();
  const alerts = new AlertsPage(page);
  await expect(alerts.standing("Drill")).toBeVisible();
  await alerts.acknowledgeButton.click();
  await expect(alerts.takeBackButton).toBeVisible();
  await page.getByRole("button", { name: "Open drill" }).click();
  await incidents.setStatus("Resolved");
  await page.getByLabel("What I learned").fill("The runbook is old");
  await page.getByRole("button", { name: "I took part" }).click();
  await expect(incidents.panel("Drill")).toContainText("The runbook is old");
  await incidents.open("/drills", question);
  await expect(incidents.panel("Drills")).toContainText("67 of 100");
  await expect(incidents.panel("Training record")).toContainText("1 drill");
  await incidents.open("/incidents", question);
  await expect(incidents.panel("Open")).toContainText("No incident is open");
  await expect(incidents.tile("MTTR")).toHaveText("—");
});

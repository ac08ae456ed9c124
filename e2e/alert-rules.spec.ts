/** Alert rules: written beside what they would have done, changed by two, switched off, brought and taken away. */
import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { body } from "./api";
import { ago, failedRequest, requestEvent, type SentEvent } from "./data";
import { expect, test } from "./fixtures";
import { AlertRulesPage } from "./pages/alert-rules";

const MINUTE = 60_000;

/** Twenty minutes, three hours ago, in which a fifth of the requests failed; well before and after. */
function outage(): SentEvent[] {
  const events: SentEvent[] = [];
  for (let minute = 240; minute > 120; minute -= 2) {
    const isBad = minute <= 190 && minute > 170;
    for (let i = 0; i < 10; i++) {
      const ts = ago(minute * MINUTE + i * 1_000);
      events.push(isBad && i < 2 ? failedRequest("timeout", { ts }) : requestEvent({ ts }));
    }
  }
  return events;
}

const RULE = {
  name: "Failing answers",
  severity: "high",
  signal: { kind: "errorRate" },
  threshold: 0.05,
} as const;

async function made(owner: APIRequestContext, project: string, rule: object = RULE) {
  const answer = await owner.post("/api/v1/alert-rules", { data: { project, rule } });
  return body<{ id: string; revision: number }>(answer);
}

const read = async (owner: APIRequestContext, project: string, id: string) =>
  body<{ rule: Record<string, unknown>; revision: number }>(
    await owner.get(`/api/v1/alert-rules/${id}?project=${project}`),
  );

test("a rule is written in words and replayed while its threshold moves, then made", async ({
  page,
  project,
}) => {
  await project.send(...outage());
  const rules = new AlertRulesPage(page);
  await rules.open("/alerts/rules", { project: project.slug });
  await rules.startNew();
  await rules.field("Rule name").fill("Failing answers");
  await rules.field("Severity").selectOption("critical");
  await expect(rules.sentence).toContainText("When the error rate is above 5 % over 5 min");
  await expect(rules.figure("Would have fired")).toHaveText("once", { timeout: 30_000 });

  await rules.field("Threshold").fill("30");
  await expect(rules.sentence).toContainText("above 30 %");
  await expect(rules.figure("Would have fired")).toHaveText("0 times");
  await rules.field("Threshold").fill("10");
  await expect(rules.figure("Would have fired")).toHaveText("once");
  await rules.press("Create rule");

  await expect(rules.heading("Failing answers")).toBeVisible();
  await rules.open("/alerts/rules", { project: project.slug });
  await expect(rules.row("Failing answers")).toContainText("above 10 %");
  await expect(rules.row("Failing answers")).toContainText("no runbook");
});

test("whoever saves second is told who changed what, and can take theirs", async ({
  page,
  owner,
  project,
}) => {
  const { id } = await made(owner, project.slug);
  const rules = new AlertRulesPage(page);
  await rules.open(`/alerts/rules/${id}`, { project: project.slug });
  await rules.field("Threshold").fill("20");
  const data = { project: project.slug, revision: 0, rule: { ...RULE, severity: "low" } };
  await body(await owner.put(`/api/v1/alert-rules/${id}`, { data }));

  await rules.press("Save rule");
  await expect(rules.form).toContainText(/changed the severity .* nothing of yours was saved/);
  await rules.press("Load theirs");
  await expect(rules.field("Threshold")).toHaveValue("5");
  await expect(rules.field("Severity")).toHaveValue("low");

  await rules.field("Threshold").fill("20");
  await rules.press("Save rule");
  await expect(rules.form.getByText("Saved")).toBeVisible();
  expect(await read(owner, project.slug, id)).toMatchObject({
    revision: 2,
    rule: { threshold: 0.2, severity: "low" },
  });
});

test("a rule is switched off, copied and deleted with a reason", async ({
  page,
  owner,
  project,
}) => {
  const { id } = await made(owner, project.slug);
  const rules = new AlertRulesPage(page);
  await rules.open(`/alerts/rules/${id}`, { project: project.slug });
  await rules.press("Turn off");
  await expect(page.getByRole("button", { name: "Turn on" })).toBeVisible();
  await rules.press("Duplicate");
  await expect(rules.heading("Failing answers 2")).toBeVisible();

  await rules.press("Delete");
  const dialog = page.getByRole("dialog", { name: "Delete Failing answers 2" });
  await dialog.getByLabel("Reason").fill("only a try");
  await dialog.getByRole("button", { name: "Delete rule" }).click();
  await expect(rules.heading("Alert rules")).toBeVisible();
  await expect(rules.row("Failing answers")).toHaveCount(1);
  await expect(rules.row("Failing answers")).toContainText("Off");
});

test("what a signal cannot be split by is not offered", async ({ page, project }) => {
  const rules = new AlertRulesPage(page);
  await rules.open("/alerts/rules/new", { project: project.slug });
  await rules.field("Signal").selectOption("feedback");
  await expect(rules.field("agent")).toBeVisible();
  await expect(rules.field("model")).toHaveCount(0);
  await rules.field("Signal").selectOption("metric");
  await expect(rules.field("series")).toBeVisible();
});

const FILE = `
groups:
  - name: api
    rules:
      - alert: TargetDown
        expr: up == 0
        for: 5m
        labels: { severity: page }
      - alert: TooClever
        expr: label_replace(up, "a", "b", "c", "d") == 0
`;

test("a Prometheus file is looked at rule by rule, brought, and taken away again", async ({
  page,
  project,
}) => {
  const rules = new AlertRulesPage(page);
  await rules.open("/alerts/rules", { project: project.slug });
  await rules.lookAt(FILE);
  await expect(rules.importing.getByRole("checkbox", { name: /TargetDown/ })).toBeChecked();
  await expect(rules.importing.getByRole("checkbox", { name: /TooClever/ })).toBeDisabled();
  await expect(rules.importing).toContainText("Not possible:");
  await rules.importing.getByRole("button", { name: "Import 1 rule" }).click();
  await expect(rules.row("TargetDown")).toContainText("Critical");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("alert: TargetDown");
});

test("a viewer sees and replays a rule, and is told who may change it", async ({
  owner,
  project,
  visit,
}) => {
  const { id } = await made(owner, project.slug);
  const page = await visit("viewer");
  const rules = new AlertRulesPage(page);
  await rules.open(`/alerts/rules/${id}`, { project: project.slug });
  await expect(rules.panel("Would have fired")).toContainText("Nothing was measured");
  await expect(page.getByRole("button", { name: "Save rule" })).toBeDisabled();
  await expect(rules.form).toContainText("admin or higher may");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the editor fits, with its sentence and its replay", async ({ page, project }) => {
    const rules = new AlertRulesPage(page);
    await rules.open("/alerts/rules/new", { project: project.slug });
    await expect(rules.sentence).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});

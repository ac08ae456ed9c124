/** Something is silenced from a label of it, seen to be, and told again. */
import { newKey } from "./api";
import { expect, test } from "./fixtures";
import { SilencesPage } from "./pages/silences";

test("what fires is silenced by a label, seen on the list, and the silence ended", async ({
  page,
  request,
  owner,
  project,
}) => {
  const key = await newKey(owner, project, ["alerts"]);
  const headers = { authorization: `Bearer ${key.secret}` };
  const posted = await request.post("/api/compat/alertmanager/api/v2/alerts", {
    headers,
    data: [{ labels: { alertname: "DiskFull", agent: "checkout", severity: "critical" } }],
  });
  expect(posted.status()).toBe(200);
  const silences = new SilencesPage(page);
  await silences.follow(
    `/alerts/silences?${new URLSearchParams({ project: project.slug, matchers: 'agent="checkout"' })}`,
  );
  await expect(silences.form.getByRole("status")).toHaveText("1 alert of the 1 that fire now");

  await silences.write({ reason: "a new disk is on its way" });

  const row = silences.row("Active", "a new disk is on its way");
  await expect(row).toContainText('agent="checkout"');
  await expect(row).toContainText("Hides 1 alert");
  const asked = await request.get("/api/compat/alertmanager/api/v2/alerts", { headers });
  expect(await asked.json()).toMatchObject([{ status: { state: "suppressed" } }]);

  await silences.end("a new disk is on its way");
  await expect(silences.row("Ended", "a new disk is on its way")).toBeVisible();
  await expect(silences.figure("Active")).toHaveText("0 active");
});

test("a maintenance window says when it opens next", async ({ page, project }) => {
  const silences = new SilencesPage(page);
  await silences.open("/alerts/silences", { project: project.slug });
  await silences.addWindow("Backups", "archive");
  const row = silences.row("Maintenance windows", "Backups");
  await expect(row).toContainText("every Tuesday, 22:00 to 23:00");
  await expect(silences.figure("Maintenance windows")).toHaveText("1 planned");
});

test("a viewer sees silences, and is told who may make them", async ({ visit, project }) => {
  const page = await visit("viewer");
  const silences = new SilencesPage(page);
  await silences.open("/alerts/silences", { project: project.slug });
  const button = page.getByRole("button", { name: "Silence alerts" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAttribute("title", /operator or higher may/);
});

/** The audit log as people use it: what was done, by whom, to what, and taking it along. */
import { body, type Key, saying } from "./api";
import { expect, test } from "./fixtures";
import { ApiKeysPage } from "./pages/api-keys";
import { AuditPage } from "./pages/audit";

const CHANGED = "Changed an API key";
const CREATED = "Created an API key";
/** What a spreadsheet would run. */
const FORMULA = '=HYPERLINK("x")';
const DAY_MS = 24 * 3_600_000;

test("an act in the interface is in the log, with who did it, before and after", async ({
  visit,
  project,
}) => {
  const page = await visit("admin");
  const [keys, audit] = [new ApiKeysPage(page), new AuditPage(page)];
  await keys.open("/settings/api-keys", { project: project.slug });
  await keys.create("night shift", { addresses: "203.0.113.0/24" });
  await keys.openKey("night shift");
  await keys.allow("127.0.0.1");

  await audit.open("/settings/audit", { project: project.slug });
  await expect(audit.entry(CHANGED)).toContainText("A admin");
  await expect(audit.entry(CHANGED)).toContainText("night shift");
  const entry = await audit.openEntry(CHANGED);
  await expect(entry).toContainText("A admin (person)");
  await expect(entry).toContainText("127.0.0.1");
  await expect(audit.change("allowedAddresses")).toContainText("203.0.113.0/24");
  await expect(audit.change("allowedAddresses").getByRole("cell").last()).toHaveText("127.0.0.1");
});

test("the log is narrowed down by who, as what, act, object, day and reason", async ({
  visit,
  project,
}) => {
  const page = await visit("admin");
  const [keys, audit] = [new ApiKeysPage(page), new AuditPage(page)];
  await keys.open("/settings/api-keys", { project: project.slug });
  await keys.create("night shift");
  await keys.revoke("night shift", "It was in a screenshot");
  await audit.open("/settings/audit", { project: project.slug });
  const revoked = audit.entry("Revoked an API key");
  await expect(revoked).toHaveCount(1);

  // The project and its first key are the owner's doing.
  await audit.filter("Who").fill("a ADMIN");
  await expect(audit.entries).toHaveCount(2);
  await expect(audit.entry("A admin")).toHaveCount(2);
  await audit.filter("Act").selectOption({ label: CREATED });
  await expect(audit.entries).toHaveCount(1);
  await expect(audit.entry(CREATED)).toContainText("night shift");
  await audit.clearFilters();

  await audit.filter("Object").selectOption({ label: "project" });
  await expect(audit.entries).toHaveCount(1);
  await expect(audit.entry("Created a project")).toBeVisible();
  await audit.filter("Acted as").selectOption({ label: "API key" });
  await expect(page.getByText("No entry fits these filters")).toBeVisible();
  await audit.clearFilters();

  await audit.filter("Reason").fill("SCREENSHOT");
  await expect(audit.entries).toHaveCount(1);
  await expect(revoked).toContainText("It was in a screenshot");
  await page.reload();
  await expect(audit.filter("Reason")).toHaveValue("SCREENSHOT");
  await expect(audit.entries).toHaveCount(1);
  await audit.clearFilters();

  // Days on both sides, so that it does not matter in which of them the test runs.
  const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
  await audit.filter("From day").fill(day(2));
  await expect(page.getByText("No entry fits these filters")).toBeVisible();
  await audit.filter("From day").fill(day(-2));
  await expect(revoked).toHaveCount(1);
  await audit.filter("To day").fill(day(-2));
  await expect(page.getByText("No entry fits these filters")).toBeVisible();
});

test("History on an object's page leads to what was done to it, and to nothing else", async ({
  page,
  project,
}) => {
  const [keys, audit] = [new ApiKeysPage(page), new AuditPage(page)];
  await keys.open("/settings/api-keys", { project: project.slug });
  await keys.create("day shift");
  await keys.create("night shift");
  await keys.openKey("night shift");
  await keys.allow("127.0.0.1");

  await audit.openHistory();
  await expect(page.getByText("Only API key")).toBeVisible();
  await expect(audit.entries).toHaveCount(2);
  await expect(audit.entry("night shift")).toHaveCount(2);
  await audit.clearFilters();
  await expect(audit.entry("day shift")).toHaveCount(1);

  await audit.openEntry(CHANGED);
  await audit.historyOfObject();
  await expect(audit.entries).toHaveCount(2);
  await expect(audit.entry("night shift")).toHaveCount(2);
});

test("exports hold what fits the filters, and no formula that a spreadsheet would run", async ({
  page,
  request,
  project,
  baseURL,
}) => {
  const [keys, audit] = [new ApiKeysPage(page), new AuditPage(page)];
  await keys.open("/settings/api-keys", { project: project.slug });
  // A key's name stands alone in a cell where the key itself has done something.
  const secret = await keys.create(FORMULA, { scopes: ["admin", "ingest"] });
  const data = { project: project.slug, name: "made by a key", scopes: ["ingest"] };
  const headers = { authorization: `Bearer ${secret}`, ...saying(baseURL ?? "") };
  const made = await body<Key>(await request.post("/api/v1/keys", { data, headers }));

  await audit.open("/settings/audit", { project: project.slug });
  await audit.filter("Acted as").selectOption({ label: "API key" });
  await expect(audit.entries).toHaveCount(1);
  const csv = await audit.export("CSV");
  expect(csv.name).toMatch(new RegExp(`^audit-${project.slug}-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
  const [head, ...lines] = csv.text.trimEnd().split("\r\n");
  expect(head).toContain("number,at,project,actor kind");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(csv.text).not.toMatch(/(^|,)"?=/m);

  const jsonl = await audit.export("JSON lines");
  expect(jsonl.name).toMatch(/\.jsonl$/);
  const entries = jsonl.text.trimEnd().split("\n");
  expect(entries.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ actorName: FORMULA, action: "key.create", objectId: made.id }),
  ]);
  expect(jsonl.text + csv.text).not.toContain(secret);
});

test("a long log is read on, page by page, to its first entry", async ({
  page,
  owner,
  project,
}) => {
  const data = { project: project.slug, scopes: ["ingest"] };
  for (let i = 0; i < 100; i++) {
    await body(await owner.post("/api/v1/keys", { data: { ...data, name: `key ${i}` } }));
  }
  const audit = new AuditPage(page);
  await audit.open("/settings/audit", { project: project.slug });
  await expect(audit.figure("Audit log")).toHaveText("Newest 100");
  await expect(audit.entry("Created a project")).toHaveCount(0);
  await audit.loadOlder();
  // With the key and the project that each test begins with.
  await expect(audit.figure("Audit log")).toHaveText("102 entries");
  await expect(audit.entry("Created a project")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Load older entries" })).toHaveCount(0);
});

test("a viewer is told who may read the log, and gets nothing of it", async ({
  visit,
  project,
  baseURL,
}) => {
  const page = await visit("viewer");
  const audit = new AuditPage(page);
  await audit.open("/settings/audit", { project: project.slug });
  await expect(page.getByText(/Your role may not .*audit.*may\./)).toBeVisible();
  await expect(audit.log).toHaveCount(0);
  const headers = saying(baseURL ?? "");
  for (const path of ["/api/v1/audit", "/api/v1/audit/export"]) {
    const answer = await page.request.get(`${path}?project=${project.slug}`, { headers });
    expect(answer.status(), path).toBe(403);
  }
  expect((await page.request.get("/api/v1/audit/instance", { headers })).status()).toBe(403);
});

/** Runbooks as they are needed: found while typing, opened from an alert, written anew, and never executed. */
import { body } from "./api";
import { failedRequest } from "./data";
import { expect, test } from "./fixtures";
import { AlertsPage } from "./pages/alerts";
import { RunbooksPage } from "./pages/runbooks";

test("what is typed leads to the section, slips forgiven", async ({ page, project }) => {
  const runbooks = new RunbooksPage(page);
  await runbooks.open("/runbooks", { project: project.slug });
  await runbooks.settled();
  await runbooks.searchField.fill("escalation latncy");
  await expect(runbooks.panel("Found")).toContainText("looked for: escalation latency");
  await runbooks.searchField.fill("latency escal");
  const first = runbooks.found.filter({ hasText: "High latency" });
  await expect(first.locator("mark").first()).toBeVisible();
  await first.getByRole("link").click();
  await expect(page).toHaveURL(/\/runbooks\/high-latency\?.*#escalation$/);
  await expect(runbooks.section("Escalation")).toBeInViewport();
});

test("a document shows the pictures that came with it", async ({ page, project }) => {
  const pages = new RunbooksPage(page);
  await pages.open("/docs/monitoring-guide", { project: project.slug });
  const picture = page.getByRole("article").getByRole("img").first();
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBeGreaterThan(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("an alert opens its runbook with its own values, and steps keep their ticks", async ({
    page,
    owner,
    project,
  }) => {
    const rule = {
      ...{ name: "Requests of one fail", severity: "critical", signal: { kind: "errorRate" } },
      ...{ threshold: 0.05, runbook: "high-error-rate", labels: { agent: "support & co" } },
    };
    const data = { project: project.slug, rule };
    const { id } = await body<{ id: string }>(await owner.post("/api/v1/alert-rules", { data }));
    await body(
      await owner.post(`/api/v1/alert-rules/${id}/test`, { data: { project: project.slug } }),
    );
    await project.send(failedRequest("TimeoutError", { agent: "support & co" }));
    const runbooks = new RunbooksPage(page);
    const alerts = new AlertsPage(page);
    await alerts.open("/alerts", { project: project.slug });
    await alerts.openFiring("Requests of one fail");
    const steps = runbooks.panel("Runbook");
    await expect(steps).toContainText("High error rate");
    const step = steps.getByRole("checkbox", { name: /^Press Acknowledge/ });
    // Not check(): the box follows the server, a moment after the click.
    await step.click();
    await expect(step).toBeChecked();
    await steps.getByRole("link", { name: "Open the whole runbook" }).click();

    await expect(runbooks.text).toContainText("The alert Requests of one fail fires");
    await expect(runbooks.step(/^Press Acknowledge/)).toBeChecked();
    const chart = runbooks.panel("Error rate of support & co").locator("figcaption");
    await expect(chart).toContainText("100 %");
    await page.reload();
    await expect(runbooks.step(/^Press Acknowledge/)).toBeChecked();
    await expect(runbooks.text).not.toContainText("{{");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, "nothing is wider than the phone").toBeLessThanOrEqual(390);

    const { runbooks: rows } = await body<{
      runbooks: readonly { slug: string; lastUsedAt: string | null }[];
    }>(await owner.get("/api/v1/runbooks", { params: { project: project.slug } }));
    expect(rows.find(({ slug }) => slug === "high-error-rate")?.lastUsedAt).not.toBeNull();
  });
});

test("a shipped runbook is changed for the project, and goes back", async ({ page, project }) => {
  const runbooks = new RunbooksPage(page);
  await runbooks.open("/runbooks/disk-space", { project: project.slug });
  await expect(runbooks.section("Symptoms")).toBeVisible();
  await runbooks.edit((text) => `${text}\n## Our disks\n\nThey are <big>.\n`, "our disks");
  await expect(runbooks.section("Our disks")).toBeVisible();
  await expect(runbooks.text).toContainText("They are <big>.");
  await expect(runbooks.panel("Versions")).toContainText("our disks");
  await runbooks.restore("shipped");
  await expect(runbooks.section("Our disks")).toHaveCount(0);
  await expect(runbooks.figure("Versions")).toHaveText("3 versions");
});

const HOSTILE = [
  "# Hostile <script>alert(1)</script>",
  "<script>alert(2)</script>",
  '<img src=x onerror="alert(3)">',
  '<svg onload="alert(4)"></svg>',
  '<details open ontoggle="alert(5)"><summary onclick="alert(6)">Fold</summary>\n\ninside\n\n</details>',
  '[one](javascript:alert(7)) <a href="javascript:alert(8)">two</a> [three](data:text/html,<script>alert(9)</script>)',
  '<iframe srcdoc="<script>alert(10)</script>"></iframe>',
  "<style>body { display: none }</style>",
  '```mermaid\nflowchart TD\n  A["<img src=x onerror=alert(11)>"] --> B\n  click B href "javascript:alert(12)"\n```',
  "{{labels.x|<script>alert(13)</script>}}",
  "```sh\nkubectl -n <namespace> delete pod <pod>\n```",
].join("\n\n");

test("a hostile file shows its text and executes nothing", async ({ page, owner, project }) => {
  const files = [{ path: "hostile.md", text: HOSTILE }];
  await body(
    await owner.post("/api/v1/runbooks/import", { data: { project: project.slug, files } }),
  );
  const dialogs: string[] = [];
  page.on("dialog", async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      // A library asks once whether it may compile, and takes no for an answer.
      if (blockedURI !== "eval") console.error(`refused: ${effectiveDirective} ${blockedURI}`);
    });
  });
  const runbooks = new RunbooksPage(page);
  await runbooks.open("/runbooks/hostile", { project: project.slug });
  await expect(runbooks.text).toContainText("kubectl -n <namespace> delete pod <pod>");
  await expect(runbooks.text).toContainText("<script>alert(2)</script>");
  await expect(runbooks.text.locator("figure img, [role=status]").first()).toBeVisible();
  await runbooks.text.getByText("Fold").click();
  await runbooks.text.getByText("one", { exact: true }).click();
  await expect(runbooks.text.locator("script, iframe, style, svg[onload], [onerror]")).toHaveCount(
    0,
  );
  expect(
    await runbooks.text.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href"))),
  ).not.toContainEqual(expect.stringMatching(/^(?:javascript|data):/));
  expect(dialogs, "nothing asks for attention").toEqual([]);
});

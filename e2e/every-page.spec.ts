/** What must hold on every page: nothing that axe finds, light and dark, and room enough on a phone. */
import { consolePages } from "@/scripts/pages.mjs";
import { type BusyPlace, test as base, complaintsOf, expect, type Page } from "./fixtures";
import { ConsolePage } from "./pages/console";
import { expectSound } from "./sound";

/** What stands in a page's address for a name: each is in the busy project's data. */
const namesIn = ({ key, ...place }: BusyPlace): Readonly<Record<string, string>> => ({
  agent: "support",
  fingerprint: "rate-limit",
  key: key.id,
  rule: place.rule,
  alert: place.alert,
  slug: "high-error-rate",
  document: "monitoring-guide",
  incident: place.incident,
  flag: place.flag,
  rollout: place.rollout,
  deployment: place.deployment,
});

const DESK = { width: 1440, height: 900 };

/** One page for all that a worker looks at: half of the time would go into reading the same scripts anew. */
const test = base.extend<object, { reader: Page }>({
  reader: [
    async ({ browser, owner }, use, { project }) => {
      const { baseURL } = project.use;
      const context = await browser.newContext({
        storageState: await owner.storageState(),
        ...(baseURL && { baseURL }),
      });
      await use(await context.newPage());
      await context.close();
    },
    { scope: "worker" },
  ],
  page: async ({ reader }, use) => {
    await reader.setViewportSize(DESK);
    const { complaints, stop } = complaintsOf(reader);
    await use(reader);
    stop();
    expect(complaints, "errors on the browser's console").toEqual([]);
  },
});

for (const pattern of consolePages()) {
  test(`${pattern}, busy and empty`, async ({ page, busy, empty }) => {
    const shell = new ConsolePage(page);
    const names = namesIn(busy);
    const path = pattern.replaceAll(/\[(\w+)\]/g, (_, name: string) => names[name] ?? "?");
    await shell.open(path, { project: busy.slug });
    await shell.settled();
    await expectSound(page);
    // Settings look alike in both; of what only the other project has, an empty one says that it is not there.
    if (pattern.startsWith("/settings") || pattern.includes("[")) return;
    await page.setViewportSize(DESK);
    await shell.open(path, { project: empty.slug });
    await shell.settled();
    await expectSound(page, { briefly: true });
  });
}

test("what a project does not have", async ({ page, empty }) => {
  const shell = new ConsolePage(page);
  for (const path of ["/agents/none", "/alerts/none", "/incidents/none", "/rollouts/none"]) {
    await page.setViewportSize(DESK);
    await shell.open(path, { project: empty.slug });
    await shell.settled();
    await expectSound(page, { briefly: true });
  }
});

test("a page that does not exist", async ({ page, busy }) => {
  await page.goto(`/no-such-page?project=${busy.slug}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectSound(page);
});

base.describe("without a session", () => {
  base.use({ storageState: { cookies: [], origins: [] } });

  for (const path of ["/sign-in", "/forgot", "/invitation", "/reset", "/a/none", "/e/none"]) {
    base(`the page ${path}`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectSound(page);
    });
  }
});

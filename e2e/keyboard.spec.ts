/** The console without a mouse. */
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";

test.beforeEach(async ({ page, busy }) => {
  const overview = new ConsolePage(page);
  await overview.open("/", { project: busy.slug, range: "6h" });
  await overview.settled();
});

test("Ctrl-K finds a page and keeps the question", async ({ page }) => {
  const shell = new ConsolePage(page);
  await shell.jumpTo("infra");
  await expect(shell.heading("Infrastructure")).toBeVisible();
  await expect(page).toHaveURL(/\/infrastructure\?.*range=6h/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Ctrl-K finds an agent by name", async ({ page }) => {
  const shell = new ConsolePage(page);
  await shell.jumpTo("billing");
  await expect(page).toHaveURL(/\/agents\/billing\?/);
  await expect(shell.heading(/billing/)).toBeVisible();
});

test("? shows the keys and Escape closes them", async ({ page }) => {
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
});

test("g and a letter go to a page", async ({ page }) => {
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/errors\?/);
  await expect(new ConsolePage(page).heading("Errors")).toBeVisible();
});

test("a letter typed into a field is a letter", async ({ page }) => {
  const { search } = new ConsolePage(page);
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("gec");
  await expect(search).toHaveValue("gec");
  await expect(page).toHaveURL(/\/\?/);
});

test("the first Tab offers to skip the navigation", async ({ page }) => {
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the page" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

/** Light and dark, and a phone. */
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";

test("follows the system's theme, until one is chosen and kept", async ({ page, busy }) => {
  const root = page.locator("html");
  await page.emulateMedia({ colorScheme: "dark" });
  await new ConsolePage(page).open("/", { project: busy.slug });
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(root).toHaveAttribute("data-theme", "light");

  await page.getByRole("button", { name: "admin", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(root).toHaveAttribute("data-theme", "dark");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the bar at the bottom leads to every page", async ({ page, busy }) => {
    const shell = new ConsolePage(page);
    await shell.open("/", { project: busy.slug });
    await shell.goTo("Runbooks");
    await expect(shell.heading("Runbooks")).toBeVisible();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Users" }).click();
    await expect(shell.heading("Users")).toBeVisible();
    await expect(page).toHaveURL(`/users?project=${busy.slug}`);
  });
});

/** Coming in, being turned away, and going out. */
import { ADMIN } from "./api";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";
import { SignInPage } from "./pages/sign-in";

test.describe("a visitor without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("signs in as the administrator of the first start", async ({ page }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in$/);
    await new SignInPage(page).signIn(ADMIN);
    await expect(new ConsolePage(page).heading("Overview")).toBeVisible();
  });

  test("loses nothing that was typed before the page was alive", async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/_next/static/**/*.js", (route) => held.then(() => route.continue()));
    await page.goto("/sign-in", { waitUntil: "commit" });
    const entrance = new SignInPage(page);
    await entrance.giveAddress(ADMIN.email);
    release();
    await entrance.alive();
    await entrance.givePassword(ADMIN.password);
    await expect(new ConsolePage(page).heading("Overview")).toBeVisible();
  });

  test("is told clearly that the password is not right", async ({ page }) => {
    await page.goto("/sign-in");
    const signIn = new SignInPage(page);
    await signIn.signIn({ email: "nobody@example.com", password: "not the password" });
    await expect(signIn.message).toHaveText("The e-mail address or the password is not right.");
    await expect(page).toHaveURL(/\/sign-in$/);
  });

  test("is brought to the page that a link names, once signed in", async ({ page, project }) => {
    const deep = `/cache?project=${project.slug}&range=7d`;
    await page.goto(deep);
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await new SignInPage(page).signIn(ADMIN);
    await expect(page).toHaveURL(deep);
    await expect(new ConsolePage(page).heading("Cache")).toBeVisible();
  });

  test("is never sent to another site", async ({ page }) => {
    await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fexample.com%2F");
    await new SignInPage(page).signIn(ADMIN);
    await expect(new ConsolePage(page).heading("Overview")).toBeVisible();
  });

  test("gets nothing from the API", async ({ playwright, baseURL, project }) => {
    const nobody = await playwright.request.newContext({ baseURL: baseURL ?? "" });
    const answer = await nobody.get(`/api/v1/overview?project=${project.slug}`);
    expect(answer.status()).toBe(401);
    expect(answer.headers()["content-type"]).toContain("application/problem+json");
    await nobody.dispose();
  });
});

test("signing out ends the session", async ({ visit, project }) => {
  const page = await visit("viewer");
  await page.goto(`/?project=${project.slug}`);
  await page.getByRole("button", { name: "A viewer" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`/?project=${project.slug}`);
  await expect(page).toHaveURL(/\/sign-in/);
});

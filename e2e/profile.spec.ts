/** One's own account: two factors, other sessions, a new password. */
import { TOTP } from "otpauth";
import { newPerson, signIn } from "./api";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";
import { ProfilePage } from "./pages/profile";
import { SignInPage } from "./pages/sign-in";
import { expectSound } from "./sound";

const STEP_MS = 30_000;
/** A code is good once: the next one, which a clock may be ahead by, is always still unused. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });

test.describe("somebody who signs in", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("sets up two factors, signs in with a code, and with a recovery code", async ({
    page,
    owner,
    project,
  }) => {
    const who = await newPerson(owner, project, "viewer");
    const [profile, entrance] = [new ProfilePage(page), new SignInPage(page)];
    await profile.open("/settings/profile", { project: project.slug });
    await entrance.signIn(who);
    const { secret, recoveryCodes } = await profile.setUpTwoFactor(codeOf);
    await expect(profile.figure("Two-factor sign-in")).toHaveText("On");
    await expect(page.getByText("10 recovery codes are left")).toBeVisible();

    await profile.signOut("A viewer");
    await entrance.signIn(who);
    await entrance.giveCode(codeOf(secret, 1));
    await expect(new ConsolePage(page).heading("Overview")).toBeVisible();

    await profile.signOut("A viewer");
    await entrance.signIn(who);
    await entrance.giveCode(recoveryCodes[4] ?? "");
    await expect(new ConsolePage(page).heading("Overview")).toBeVisible();
    await profile.open("/settings/profile", { project: project.slug });
    await expect(page.getByText("9 recovery codes are left")).toBeVisible();
  });

  test("without any project, has a profile all the same", async ({ page, owner, project }) => {
    const who = await newPerson(owner, project, "viewer");
    const left = { project: project.slug, email: who.email, role: null };
    expect((await owner.put("/api/v1/members", { data: left })).ok()).toBe(true);
    await page.goto("/settings/profile");
    await new SignInPage(page).signIn(who);
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("A viewer");
    await expectSound(page);
  });

  test("ends another session, which is out at once", async ({
    page,
    owner,
    project,
    browser,
    baseURL,
  }) => {
    const who = await newPerson(owner, project, "viewer");
    const session = await signIn(baseURL ?? "", who);
    const elsewhere = await browser.newContext({ storageState: await session.storageState() });
    const other = await elsewhere.newPage();
    await other.goto(`/?project=${project.slug}`);
    await expect(new ConsolePage(other).heading("Overview")).toBeVisible();

    const profile = new ProfilePage(page);
    await profile.open("/settings/profile", { project: project.slug });
    await new SignInPage(page).signIn(who);
    await expect(profile.sessions).toHaveCount(2);
    await expect(profile.sessions.first()).toContainText("This one");
    await profile.endAnother();
    await expect(profile.sessions).toHaveCount(1);
    await expect(other).toHaveURL(/\/sign-in/);
    await session.dispose();
    await elsewhere.close();
  });

  test("changes the password: the old one is worth nothing, and other sessions are over", async ({
    page,
    owner,
    project,
    baseURL,
  }) => {
    const who = await newPerson(owner, project, "viewer");
    const elsewhere = await signIn(baseURL ?? "", who);
    const profile = new ProfilePage(page);
    await profile.open("/settings/profile", { project: project.slug });
    await new SignInPage(page).signIn(who);
    await profile.changePassword("not this one at all", "nine lanterns under water");
    await expect(page.getByText("This is not your current password")).toBeVisible();
    await profile.changePassword(who.password, "password1234");
    await expect(page.getByText("one of the commonest passwords")).toBeVisible();
    await profile.changePassword(who.password, "nine lanterns under water");
    await expect(page.getByText("One other session has ended")).toBeVisible();
    expect((await elsewhere.get("/api/v1/profile")).status()).toBe(401);
    await elsewhere.dispose();

    await profile.signOut("A viewer");
    await new SignInPage(page).signIn(who);
    await expect(new SignInPage(page).message).toBeVisible();
  });
});

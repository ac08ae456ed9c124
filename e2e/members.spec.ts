/** How somebody comes into a project, what their role does, how they get a new password, and how they go. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { newPerson } from "./api";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";
import { LinkPage, MembersPage } from "./pages/members";
import { SignInPage } from "./pages/sign-in";
import { expectSound } from "./sound";

const PASSWORD = "seven herons over the canal";
const newEmail = () => `${randomUUID()}@example.com`;

/** Somebody at another machine, who has never been here. */
async function elsewhere(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

test("somebody is invited, comes in by the link, is given more, and is shut out", async ({
  page,
  browser,
  project,
}) => {
  const email = newEmail();
  const members = new MembersPage(page);
  await members.open("/settings/members", { project: project.slug });
  const link = await members.invite(email, "viewer");
  expect(new URL(link).pathname).toBe("/invitation");
  await expect(members.panel("Invitations")).toContainText(email);

  const guest = await elsewhere(browser);
  const invitation = new LinkPage(guest);
  await invitation.open(link);
  await expectSound(guest);
  await invitation.accept("Ana", "passwordpassword");
  await expect(guest.getByText("choose a few words that nobody would put together")).toBeVisible();
  await invitation.accept("Ana", PASSWORD);
  const home = new ConsolePage(guest);
  await expect(home.heading("Overview")).toBeVisible();
  await expect(guest).toHaveURL(new RegExp(`project=${project.slug}`));

  await home.open("/settings/members", { project: project.slug });
  await expect(guest.getByText("Your role may not see who belongs to the project")).toBeVisible();
  const approvals = `/api/v1/approvals?project=${project.slug}`;
  expect((await guest.request.get(approvals)).status()).toBe(403);

  await members.open("/settings/members", { project: project.slug });
  await expect(members.figure("Invitations")).toHaveText("0 waiting");
  await members.role(email).selectOption("operator");
  await expect(members.role(email)).toHaveValue("operator");
  await expect.poll(async () => (await guest.request.get(approvals)).status()).toBe(200);
  await guest.getByRole("link", { name: "Approvals" }).click();
  await expect(home.panel("Waiting")).toBeVisible();

  await members.act(email, "Disable account", "left the company");
  await expect(guest).toHaveURL(/\/sign-in/, { timeout: 15_000 });
  await new SignInPage(guest).signIn({ email, password: PASSWORD });
  await expect(new SignInPage(guest).message).toBeVisible();
  await expect(members.member(email)).toContainText("Disabled");
  await guest.context().close();
});

test("a link works once; a newer one and taking it back end it", async ({
  page,
  browser,
  project,
}) => {
  const email = newEmail();
  const members = new MembersPage(page);
  await members.open("/settings/members", { project: project.slug });
  const first = await members.invite(email, "viewer");
  const second = await members.newLink(email);

  const guest = await elsewhere(browser);
  const invitation = new LinkPage(guest);
  await invitation.open(first);
  await expect(invitation.refusal).toContainText("taken back or replaced");
  await invitation.open(second);
  await invitation.accept("Bo", PASSWORD);
  await expect(new ConsolePage(guest).heading("Overview")).toBeVisible();
  await invitation.open(second);
  await expect(invitation.refusal).toContainText("This link has been used");

  const other = newEmail();
  const third = await members.invite(other, "admin");
  await members.takeBack(other);
  await expect(members.panel("Invitations")).not.toContainText(other);
  await invitation.open(third);
  await expect(invitation.refusal).toContainText("taken back or replaced");
  await invitation.open(`${third}x`);
  await expect(invitation.refusal).toContainText("not known here");
  await expectSound(guest);
  await guest.context().close();
});

test("an owner's link sets a new password, and the old one opens nothing", async ({
  page,
  browser,
  owner,
  project,
}) => {
  const person = await newPerson(owner, project, "viewer");
  const members = new MembersPage(page);
  await members.open("/settings/members", { project: project.slug });
  const link = await members.resetLink(person.email);

  const guest = await elsewhere(browser);
  const reset = new LinkPage(guest);
  await reset.open(link);
  await expectSound(guest);
  await reset.setPassword(PASSWORD);
  await expect(guest.getByText("The new password is set")).toBeVisible();
  await guest.getByRole("link", { name: "Sign in" }).click();
  const signIn = new SignInPage(guest);
  await signIn.signIn(person);
  await expect(signIn.message).toBeVisible();
  await signIn.signIn({ ...person, password: PASSWORD });
  await expect(new ConsolePage(guest).heading("Overview")).toBeVisible();
  await guest.context().close();
});

test("whoever changes a role that somebody else has just changed is told", async ({
  page,
  owner,
  project,
}) => {
  const { email } = await newPerson(owner, project, "viewer");
  const members = new MembersPage(page);
  await members.open("/settings/members", { project: project.slug });
  await expect(members.role(email)).toHaveValue("viewer");
  const data = { project: project.slug, email, role: "operator" };
  expect((await owner.put("/api/v1/members", { data })).ok()).toBe(true);
  await members.role(email).selectOption("admin");
  await expect(members.message).toContainText("Somebody changed this to operator meanwhile");
  await expect(members.role(email)).toHaveValue("operator");
});

test("without a mail server, the page for a forgotten password says whom to ask", async ({
  browser,
}) => {
  const guest = await elsewhere(browser);
  await guest.goto("/sign-in");
  await guest.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(guest.getByText("Ask somebody who owns it")).toBeVisible();
  await expectSound(guest);
  await guest.context().close();
});

/** The first minutes of an instance: a trial with a demo, or the set-up page of a database of one's own. */
import { randomUUID } from "node:crypto";
import { body, saying } from "./api";
import { expect, test } from "./fixtures";
import { externalDatabase, type OwnServer, startServer } from "./own-server";
import { ConsolePage } from "./pages/console";
import { SetupPage } from "./pages/setup";
import { SignInPage } from "./pages/sign-in";
import { expectSound } from "./sound";

test.slow();
test.use({ storageState: { cookies: [], origins: [] } });

const me = { email: "me@example.com", password: "a password for me alone" };
const servers: OwnServer[] = [];

test.afterEach(async ({ page }) => {
  // What a page still loads when its server goes away would be an error on its console.
  await page.goto("about:blank");
  for (const server of servers.splice(0)) await server.stop();
});

async function started(env: Record<string, string>): Promise<OwnServer> {
  const server = await startServer(env);
  servers.push(server);
  return server;
}

test("with a database of its own, whoever reads the log sets it up, once", async ({ page }) => {
  const { url, log } = await started({
    DATABASE_URL: externalDatabase(`setup_${randomUUID().slice(0, 8)}`),
  });
  const token = /\/setup\?token=(\S+)/.exec(log())?.[1] ?? "";
  await page.goto(url);
  await expect(page).toHaveURL(`${url}/setup`);
  await expectSound(page);
  const setup = new SetupPage(page);
  await setup.complete({ ...me, token: "guessed", project: "Support bot" });
  await expect(page.getByText("This is not the token from the log")).toBeVisible();

  await setup.complete({ ...me, token, project: "Support bot" });
  await expect(page).toHaveURL(`${url}/connect?project=support-bot`);

  const again = { ...me, email: "other@example.com", token, projectName: "Mine" };
  const late = await page.request.post(`${url}/api/v1/setup`, {
    data: again,
    headers: saying(url),
  });
  expect(late.status()).toBe(409);
});

test("a trial shows a demo, and is rid of it in one click", async ({ page }) => {
  const { url, log } = await started({});
  const email = /Sign in as (\S+)/.exec(log())?.[1] ?? "";
  const password = /Password\s+(\S+)/.exec(log())?.[1] ?? "";
  await page.goto(url);
  await new SignInPage(page).signIn({ email, password });
  const shell = new ConsolePage(page);
  await expect(shell.heading("Overview")).toBeVisible();
  await expect(page.getByText("Demo project: all of its traffic is simulated.")).toBeVisible();

  await page.getByRole("link", { name: "Remove demo" }).click();
  await shell.heading("Settings").waitFor();
  await page.getByRole("button", { name: "Remove the demo" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove the demo" });
  await dialog.getByRole("button", { name: "Remove the demo" }).click();

  await expect(page.getByText("Demo project: all of its traffic is simulated.")).toHaveCount(0);
  const state = await body<{ projects: { isDemo: boolean }[] }>(
    await page.request.get(`${url}/api/v1/console`),
  );
  expect(state.projects.filter(({ isDemo }) => isDemo)).toEqual([]);
});

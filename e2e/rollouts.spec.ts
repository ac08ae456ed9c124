/** From mock to real: taken back by itself when the canary fails, then promoted to the end; and off in one press. */
import { beginRollout, newFlag, newRollout, switchOff } from "./api";
import { failedRequest, requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { RolloutsPage } from "./pages/rollouts";
import { expectSound } from "./sound";
import { webhookPeer } from "./webhook-peer";

const MINUTE = 60_000;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

/** One request in ten is the canary's, each of another user; of those every other one fails. */
const traffic = (fromMinutes: number, toMinutes: number, isBad: boolean) =>
  Array.from({ length: (fromMinutes - toMinutes) * 10 }, (_, i) => {
    const at = minutesAgo(fromMinutes - i / 10);
    const isCanary = i % 10 === 0;
    const who = {
      ...{ ts: at.toISOString(), user: `u-${fromMinutes}-${i}`, session: `s-${fromMinutes}-${i}` },
      variant: isCanary ? "real" : "mock",
    };
    return isBad && isCanary && i % 20 === 0
      ? failedRequest("Timeout", who)
      : requestEvent({ ...who, status: "ok" });
  });

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("mock to real goes back by itself on injected errors, and then to a clean 100 %", async ({
    page,
    owner,
    project,
  }) => {
    test.slow();
    await newFlag(owner, project);
    await project.send(...traffic(90, 20, true), ...traffic(16, 3, false));
    const rollouts = new RolloutsPage(page);
    const question = { project: project.slug };
    await rollouts.open("/rollouts", question);
    await rollouts.plan("agent-real");
    await expect(rollouts.badge("Draft")).toBeVisible();

    await beginRollout(owner, project, "agent-real", "start", minutesAgo(88));
    await expect(rollouts.badge("Rolled back")).toBeVisible({ timeout: 20_000 });
    await expect(rollouts.panel("Evidence")).toContainText("The evidence crossed the threshold");
    await page.getByRole("button", { name: "Replay the evidence" }).click();
    await expect(rollouts.panel("Evidence")).toContainText("The same to the bit");
    await expectSound(page);
    await page.getByRole("link", { name: "Open the incident" }).click();
    await expect(rollouts.heading(/Rollout agent-real was rolled back/)).toBeVisible();
    await expect(rollouts.panel("Timeline")).toContainText("Evidence: Errors");
    await rollouts.open("/", { ...question, range: "1h" });
    await expect(rollouts.panel("Latest deployments")).toContainText("Rolled back");

    await beginRollout(owner, project, "agent-real", "restart", minutesAgo(15));
    await rollouts.open("/rollouts/agent-real", question);
    await expect(rollouts.badge("Baking")).toBeVisible({ timeout: 20_000 });
    await rollouts.press("Promote to 50 %", "the fix is in");
    await rollouts.press("Promote to 100 %", "all is calm");
    await rollouts.press("Complete", "done");
    await expect(rollouts.badge("Complete")).toBeVisible();
    await expect(rollouts.panel("History")).toContainText("“real” gets 100 %");
  });
});

test("a running plan is changed, a freeze is set, and the link of a notification takes it back on a phone, once", async ({
  page,
  browser,
  owner,
  project,
}) => {
  const peer = await webhookPeer(owner, project);
  const key = await newRollout(owner, project, await newFlag(owner, project), "blueGreen");
  await beginRollout(owner, project, key, "start", new Date());
  const rollouts = new RolloutsPage(page);
  const question = { project: project.slug };
  await rollouts.open("/rollouts", question);
  await rollouts.freezeTomorrow("the sale");
  await expect(rollouts.panel("Freeze windows")).toContainText("Upcoming");

  await rollouts.open(`/rollouts/${key}`, question);
  await expect(rollouts.badge("Waits for approval")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("main")).toContainText("the sale");
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  const difference = "Stage 2 asks people after 4 h → 6 h";
  expect(await rollouts.bakeAtMost(2, "6h", "a slow night")).toContain(difference);
  await expect(rollouts.figure("Versions of the plan")).toHaveText("version 2");
  await expect(rollouts.panel("Versions of the plan")).toContainText("a slow night");
  await expect(rollouts.panel("Versions of the plan")).toContainText(difference);

  const link = () => peer.rollBackUrl("Rollout waits for people");
  await expect.poll(link, { timeout: 30_000 }).not.toBeNull();
  const viewport = { width: 390, height: 844 };
  const storageState = await owner.storageState();
  const phone = await browser.newContext({ viewport, hasTouch: true, storageState });
  const opened = await phone.newPage();
  await opened.goto(link() ?? "/e/none");
  await expect(opened.getByText(`Roll back: ${key} in production`)).toBeVisible();
  await expectSound(opened);
  await expect(rollouts.badge("Waits for approval")).toBeVisible();
  await opened.getByLabel("Reason").fill("answers are wrong");
  await opened.getByRole("button", { name: /^Roll back as / }).click();
  await expect(opened.getByText(/was rolled back in production by/)).toBeVisible();
  await opened.reload();
  await expect(opened.getByText("This link has been used already.")).toBeVisible();
  await phone.close();
  peer.close();

  await expect(rollouts.badge("Rolled back")).toBeVisible();
  await rollouts.judgeFalse("it was the provider");
  await expect(rollouts.panel("Rollbacks")).toContainText("it was the provider");
  await rollouts.open("/rollouts", question);
  // What people took back is told, and not held against the gates.
  await expect(rollouts.panel("Rollbacks")).toContainText("Rolled back by people1");
  await expect(rollouts.panel("Rollbacks")).toContainText("Judged false0 of 0");
});

test("a flag is tried, switched off with a reason, and off for everybody", async ({
  page,
  owner,
  project,
}) => {
  await newFlag(owner, project);
  const flags = new RolloutsPage(page);
  await flags.open("/rollouts/flags/agent", { project: project.slug });
  const tried = flags.panel("Try it");
  await tried.getByRole("button", { name: "Try it", exact: true }).click();
  await expect(tried.getByRole("status")).toContainText("Everybody gets “mock”");
  await flags.panel("Served").getByRole("button", { name: "Switch off", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("within 1 s");
  await dialog.getByLabel("Reason").fill("answers are wrong");
  await dialog.getByRole("button", { name: "Switch off" }).click();
  await expect(flags.panel("Served")).toContainText("Off");
  await expect(flags.panel("Versions")).toContainText("answers are wrong");
});

test("a flag is made in the form, told what is wrong at its field, and changed after a look at who moves", async ({
  page,
  owner,
  project,
}) => {
  const flags = new RolloutsPage(page);
  await flags.open("/rollouts/flags/new", { project: project.slug });
  const key = page.getByLabel("Key", { exact: true });
  await key.fill("Not a key");
  await page.getByRole("button", { name: "Review the flag" }).click();
  await expect(key).toHaveAccessibleDescription(/a letter or digit first/);
  await key.fill("reranker");
  await page.getByRole("button", { name: "A split" }).click();
  await page.getByLabel("production: percent of on").fill("20");
  await page.getByRole("button", { name: "Review the flag" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("first users");
  await dialog.getByRole("button", { name: "Make the flag" }).click();
  await expect(flags.panel("Served")).toContainText("on 20 %, off 80 %");

  await page.getByRole("button", { name: "Change" }).first().click();
  await page.getByLabel("production: percent of on").fill("30");
  await switchOff(owner, project, "reranker");
  await page.getByRole("button", { name: "Review the change" }).click();
  await expect(page.getByText("Somebody else has made version 2 meanwhile")).toBeVisible();
  await page.getByRole("button", { name: "Compare mine with theirs" }).click();
  await expect(dialog).toContainText("10 % of all users get another variant");
  await expectSound(page);
});

/** Two people for one act: the first asks, the second agrees, and then the first does it. */
import { saying } from "./api";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";
import { EnvironmentsPage } from "./pages/environments";

test("lifting a two-person rule waits until another admin has agreed", async ({
  visit,
  project,
}) => {
  const [ada, bob] = [await visit("admin"), await visit("admin")];
  const rules = new EnvironmentsPage(ada);
  await rules.open("/settings/project", { project: project.slug });
  await rules.askForTwo("production", "Mistakes there are dear");
  await expect(rules.rule("production")).toContainText("Two people");

  await rules.lift("production", "We are three at night");
  await expect(ada.getByRole("dialog", { name: "This waits for a second person" })).toContainText(
    "somebody else has to approve this",
  );
  await ada.getByRole("link", { name: "Approvals" }).last().click();
  await expect(ada.getByText("You asked for it: somebody else has to decide")).toBeVisible();
  await expect(ada.getByRole("button", { name: /^Approve/ })).toHaveCount(0);

  const console = new ConsolePage(bob);
  await console.open("/", { project: project.slug });
  await expect(bob.getByText("One act waits for a second person.")).toBeVisible();
  await bob.getByRole("link", { name: "Decide" }).click();
  await expect(console.figure("Waiting")).toHaveText("1 waiting");
  await bob.getByRole("button", { name: /^Approve: Lift the two-person rule/ }).click();
  const decision = bob.getByRole("dialog", { name: "Approve as the second person" });
  await decision.getByLabel("Reason").fill("We spoke about it");
  await decision.getByRole("button", { name: "Approve" }).click();
  await expect(console.figure("Waiting")).toHaveText("0 waiting");

  await expect(ada.getByText("Approved: carry it out")).toBeVisible();
  await ada.getByRole("link", { name: "Do it again" }).click();
  await rules.lift("production", "As agreed");
  await expect(rules.rule("production")).toContainText("One person is enough");
  const trail = await bob.request.get(`/api/v1/audit?project=${project.slug}`);
  const told = JSON.stringify(await trail.json());
  expect(told).toContain("approval.approve");
  expect(told).toContain("approvedBy");
});

test("a refusal is told to who asked, with its reason", async ({ visit, project, baseURL }) => {
  const [ada, bob] = [await visit("admin"), await visit("admin")];
  const headers = saying(baseURL ?? "");
  const environment = { project: project.slug, environment: "production" };
  const put = (twoPersonRule: boolean) =>
    ada.request.put("/api/v1/environments", {
      data: { ...environment, twoPersonRule, reason: "because" },
      headers,
    });
  expect((await put(true)).status()).toBe(200);
  const asked = await put(false);
  expect(asked.status()).toBe(409);
  const { approval } = (await asked.json()) as { approval: string };
  const decide = (who: typeof ada, verdict: string) =>
    who.request.post(`/api/v1/approvals/${approval}/${verdict}`, {
      data: { project: project.slug, reason: "Not on a Friday" },
      headers,
    });
  expect((await decide(ada, "approve")).status()).toBe(403);
  const operator = await visit("operator");
  expect((await decide(operator, "approve")).status()).toBe(403);
  expect((await decide(bob, "refuse")).status()).toBe(200);
  expect((await decide(bob, "approve")).status()).toBe(409);

  await new ConsolePage(ada).open("/settings/approvals", { project: project.slug });
  const row = ada.getByRole("row").filter({ hasText: "Refused" });
  await expect(row).toContainText("Not on a Friday");
});

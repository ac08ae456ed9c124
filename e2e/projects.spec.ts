/** Projects: two who edit the same settings, and the end of one. */
import { saying } from "./api";
import { requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";

test("of two who edit the same settings the second is told, and loses nothing unseen", async ({
  visit,
  project,
}) => {
  const [ada, bob] = [await visit("admin"), await visit("admin")];
  await new ConsolePage(ada).open("/settings/project", { project: project.slug });
  const name = ada
    .getByRole("region", { name: "Project", exact: true })
    .getByLabel("Name", { exact: true });
  await name.fill("Named by Ada");
  const read = await bob.request.get(`/api/v1/project?project=${project.slug}`);
  const { revision } = (await read.json()) as { revision: number };
  const data = { project: project.slug, revision, name: "Named by Bob" };
  const headers = saying(ada.url());
  expect((await bob.request.patch("/api/v1/project", { data, headers })).status()).toBe(200);

  await ada.getByRole("button", { name: "Save project" }).click();
  await expect(ada.getByText("A admin changed the name")).toBeVisible();
  await expect(name).toHaveValue("Named by Ada");
  await ada.getByRole("button", { name: "Load theirs" }).click();
  await expect(name).toHaveValue("Named by Bob");
  await name.fill("Named by both");
  await ada.getByRole("button", { name: "Save project" }).click();
  await expect(ada.getByText("Saved", { exact: true })).toBeVisible();
  const after = await bob.request.get(`/api/v1/project?project=${project.slug}`);
  expect(await after.json()).toMatchObject({ name: "Named by both", revision: revision + 2 });
});

test("the owner removes a project: its key is refused, and others have no such button", async ({
  page,
  visit,
  project,
}) => {
  const admin = await visit("admin");
  await new ConsolePage(admin).open("/settings/projects", { project: project.slug });
  await expect(admin.getByRole("row").filter({ hasText: project.slug })).toContainText("admin");
  await expect(admin.getByRole("button", { name: `Remove ${project.name}` })).toHaveCount(0);

  await new ConsolePage(page).open("/settings/projects", { project: project.slug });
  await page.getByRole("button", { name: `Remove ${project.name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Remove ${project.name}` });
  await dialog.getByLabel("Reason").fill("It was a trial");
  await expect(dialog.getByRole("button", { name: "Remove project" })).toBeDisabled();
  await dialog.getByLabel(/^Type/).fill(project.slug);
  await dialog.getByRole("button", { name: "Remove project" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: project.slug })).toHaveCount(0);
  await expect.poll(async () => (await project.post(requestEvent())).status()).toBe(401);
});

/** Who sees what, and who may change it: the server decides, the page explains. */
import { saying } from "./api";
import { failedRequest, requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { ConsolePage } from "./pages/console";

test("a viewer sees the figures and is refused every write", async ({ visit, project }) => {
  await project.send(requestEvent(), failedRequest("TimeoutError"));
  const page = await visit("viewer");
  const overview = new ConsolePage(page);
  await overview.open("/", { project: project.slug });
  await expect(overview.tile("Error rate")).toHaveText("50 %");

  await overview.open("/settings/api-keys", { project: project.slug });
  await expect(
    page.getByText("Your role may not see API keys; admin or higher may."),
  ).toBeVisible();

  await overview.open("/settings/project", { project: project.slug });
  const save = page.getByRole("button", { name: "Save project" });
  await expect(save).toBeDisabled();
  await expect(save).toHaveAttribute("title", /Your role may not change the project's settings/);
  await expect(page.getByLabel("Name", { exact: true })).not.toBeEditable();

  const data = { project: project.slug, name: "mine", scopes: ["ingest"] };
  const headers = saying(page.url());
  const refused = await page.request.post("/api/v1/keys", { data, headers });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "forbidden", status: 403 });
  const renamed = { project: project.slug, name: "Mine now" };
  expect((await page.request.patch("/api/v1/project", { data: renamed, headers })).status()).toBe(
    403,
  );
});

test("somebody from another project does not even learn that this one exists", async ({
  visit,
  project,
}) => {
  await project.send(requestEvent());
  const page = await visit(null);
  const answer = await page.request.get(`/api/v1/overview?project=${project.slug}`);
  expect(answer.status()).toBe(404);
  const imagined = await page.request.get("/api/v1/overview?project=there-is-no-such-project");
  expect(imagined.status()).toBe(404);
  expect(await answer.json()).toEqual(await imagined.json());

  await new ConsolePage(page).open("/", { project: project.slug });
  await expect(
    page.getByText("This project does not exist, or you are not a member"),
  ).toBeVisible();
});

test("a write from another site is refused", async ({ page, project }) => {
  const data = { project: project.slug, name: "Taken over" };
  const answer = await page.request.patch("/api/v1/project", {
    data,
    headers: { origin: "https://evil.example" },
  });
  expect(answer.status()).toBe(403);
});

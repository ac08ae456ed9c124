/** A failure from its first sighting to its return. */
import { saying } from "./api";
import { failedRequest, requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { ErrorsPage } from "./pages/errors";

const TITLE = "TimeoutError while answering";

test("equal failures are one group, which is resolved and regresses when it returns", async ({
  page,
  project,
}) => {
  await project.send(
    requestEvent(),
    failedRequest("TimeoutError", { user: "ada" }),
    failedRequest("TimeoutError", { user: "bob" }),
  );
  const errors = new ErrorsPage(page);
  await errors.open("/errors", { project: project.slug, range: "1h" });
  await expect(errors.figure("Error groups")).toHaveText("1 group");
  await errors.openGroup(TITLE);
  await expect(errors.figure("Sightings")).toHaveText("2 in this range");
  await expect(errors.state).toHaveText("Open");

  await errors.resolve("The upstream limit was raised");
  await expect(errors.state).toHaveText("Resolved");

  await project.send(failedRequest("TimeoutError", { user: "cy" }));
  await expect(errors.state).toHaveText("Regressed");
  await expect(errors.figure("Sightings")).toHaveText("3 in this range");
});

test("a viewer may look into a failure but not settle it", async ({ visit, project }) => {
  await project.send(failedRequest("TimeoutError"));
  const page = await visit("viewer");
  const errors = new ErrorsPage(page);
  await errors.open("/errors", { project: project.slug, range: "1h" });
  await errors.openGroup(TITLE);
  await expect(errors.resolveButton).toBeDisabled();
  await expect(errors.resolveButton).toHaveAttribute("title", /operator or higher may/);

  const [fingerprint] = new URL(page.url()).pathname.split("/").slice(-1);
  const data = { project: project.slug, reason: "I say so" };
  const refused = await page.request.post(`/api/v1/errors/${fingerprint}/resolve`, {
    data,
    headers: saying(page.url()),
  });
  expect(refused.status()).toBe(403);
});

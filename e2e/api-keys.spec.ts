/** A key from its making to its end. */
import { senderWith } from "./api";
import { requestEvent } from "./data";
import { expect, test } from "./fixtures";
import { ApiKeysPage } from "./pages/api-keys";

test("a key made in the settings sends events until it is revoked", async ({
  page,
  request,
  project,
}) => {
  const keys = new ApiKeysPage(page);
  await keys.open("/settings/api-keys", { project: project.slug });
  const secret = await keys.create("night shift");
  expect(secret).toMatch(/^wh_/);
  const { send, post } = senderWith(request, secret);
  await send(requestEvent());
  await expect(keys.row("night shift")).toContainText("Live");

  await keys.revoke("night shift", "It was in a screenshot");

  await expect(keys.row("night shift")).toContainText("Revoked");
  await expect.poll(async () => (await post(requestEvent())).status()).toBe(401);
  const trail = await page.request.get(`/api/v1/audit?project=${project.slug}`);
  expect((await trail.json()).entries).toContainEqual(
    expect.objectContaining({ action: "key.revoke", reason: "It was in a screenshot" }),
  );
});

test("a key does what its scopes say and nothing else", async ({ request, project }) => {
  const headers = { authorization: `Bearer ${project.key.secret}` };
  const overview = await request.get(`/api/v1/overview?project=${project.slug}`, { headers });
  expect(overview.status()).toBe(200);
  const data = { project: project.slug, name: "more", scopes: ["admin"] };
  expect((await request.post("/api/v1/keys", { data, headers })).status()).toBe(403);
});

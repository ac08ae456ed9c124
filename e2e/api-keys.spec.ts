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

test("a key is watched at work, rotated while it works, and revoked", async ({
  page,
  request,
  project,
}) => {
  const status = async (secret: string): Promise<number> => {
    const headers = { authorization: `Bearer ${secret}` };
    const url = `/api/v1/overview?project=${project.slug}`;
    return (await request.get(url, { headers })).status();
  };
  const keys = new ApiKeysPage(page);
  await keys.open("/settings/api-keys", { project: project.slug });
  const old = await keys.create("reports", { scopes: ["read"] });
  await keys.openKey("reports");
  await expect(keys.panel("Requests")).toContainText("This key has not been used yet");
  for (let i = 0; i < 3; i++) expect(await status(old)).toBe(200);
  await expect(keys.figure("Requests")).toHaveText("3 requests", { timeout: 30_000 });

  const renewed = await keys.rotate("quarterly");
  expect(await status(old)).toBe(200);
  expect(await status(renewed)).toBe(200);
  await expect(keys.panel("Facts")).toContainText(`reports (${renewed.slice(0, 9)}…)`);

  await keys.end("everybody has the new one");
  expect(await status(old)).toBe(401);
  expect(await status(renewed)).toBe(200);
  await expect(keys.panel("Facts")).toContainText("Revoked");
});

test("a key works from the addresses it is allowed, and they can be changed", async ({
  page,
  request,
  project,
}) => {
  const keys = new ApiKeysPage(page);
  await keys.open("/settings/api-keys", { project: project.slug });
  await keys.fillIn("office", { addresses: "203.0.113.0/33" });
  await keys.making.getByRole("button", { name: "Create key" }).click();
  await expect(keys.making).toContainText("must be a number from 0 to 32");
  await keys.making.getByRole("button", { name: "Cancel" }).click();

  const secret = await keys.create("office", { addresses: "203.0.113.0/24\n198.51.100.7" });
  const { post } = senderWith(request, secret);
  const refused = await post(requestEvent());
  expect(refused.status()).toBe(403);
  expect((await refused.json()).title).toContain("may not be used from your address");
  await keys.openKey("office");
  await keys.allow("127.0.0.1");
  await expect(keys.panel("Facts")).toContainText("127.0.0.1");
  expect((await post(requestEvent())).status()).toBe(202);
});

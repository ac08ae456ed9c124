/** What no database keeps and no process should hold is refused at the door, with the field. */
import { expect, test } from "vitest";
import { GET as getOverview } from "@/app/api/v1/overview/route";
import { POST as postReset } from "@/app/api/v1/password-reset/route";
import { testCtx } from "@/lib/platform/test-ctx";
import { readProject } from "@/lib/projects/queries";

const params = { params: Promise.resolve({}) };
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  postReset(
    new Request("http://wheelhouse.test/api/v1/password-reset", {
      method: "POST",
      body,
      headers: { "x-wheelhouse-address": "198.51.100.7", ...headers },
    }),
    params,
  );

test.each([
  ["a NUL", "a\u0000@example.com"],
  ["half of a character", "a\ud800@example.com"],
])("%s is refused by its field", async (_what, email) => {
  const answer = await post(JSON.stringify({ email }));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ field: "email" });
});

test("a project's name with a NUL is refused before it is looked for", async () => {
  const ctx = await testCtx();
  const asked = readProject(ctx, { project: "a\u0000b" });
  await expect(asked).rejects.toMatchObject({ code: "invalid", detail: { field: "project" } });
});

test("a body that is too large is refused, whatever length it claims", async () => {
  const large = JSON.stringify({ email: "a".repeat(1_100_000) });
  expect((await post(large)).status).toBe(413);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(97)),
  });
  const request = { method: "POST", body: endless, duplex: "half" } as const;
  const answer = await postReset(
    new Request("http://wheelhouse.test/api/v1/password-reset", request),
    params,
  );
  expect(answer.status).toBe(413);
});

test("who is nobody is told so before anything is read", async () => {
  const answer = await getOverview(new Request("http://wheelhouse.test/api/v1/overview"), params);
  expect(answer.status).toBe(401);
});

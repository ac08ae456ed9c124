/** Without the address of this console in its environment, no mail names one: a Host header is anybody's word. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test, vi } from "vitest";
import { POST as inviteDoor } from "@/app/api/v1/invitations/route";
import { createPerson } from "@/lib/access/commands";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { postOffice } from "@/lib/platform/test-post";
import type { Invited } from "./schema";

const post = await postOffice();
vi.stubEnv("WHEELHOUSE_SMTP_URL", post.url);
vi.stubEnv("WHEELHOUSE_MAIL_FROM", "ops@example.com");
afterAll(() => post.close());

test("a link goes to who asked, without any host, and not by mail", async () => {
  const ctx = await testCtx({ as: "system" });
  const { slug: project } = ctx.project;
  const mail = `${randomUUID()}@example.com`;
  const admin = await createPerson(ctx, { email: mail, project, role: "admin" });
  const headers = {
    cookie: await sessionOf(admin.id),
    host: "evil.example",
    origin: "http://evil.example",
    "x-forwarded-host": "evil.example",
  };
  const body = JSON.stringify({ project, email: `${randomUUID()}@example.com`, role: "viewer" });
  const request = new Request("http://evil.example/api/v1/invitations", {
    method: "POST",
    headers,
    body,
  });
  const answer = await inviteDoor(request, { params: Promise.resolve({}) });
  expect(answer.status).toBe(201);
  const { delivery } = (await answer.json()) as Invited;
  expect(delivery).toMatchObject({
    how: "copy",
    link: expect.stringMatching(/^\/invitation#/),
    reason: expect.stringContaining("WHEELHOUSE_URL is not set"),
  });
  expect(post.inbox).toEqual([]);
});

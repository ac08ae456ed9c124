/** Who can be told anything: by a way that works, or by mail that was not tried yet. */
import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { member } from "@/lib/oncall/testing/people";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { peopleOf } from "./people";

vi.stubEnv("WHEELHOUSE_SMTP_URL", "smtp://127.0.0.1:9");
vi.stubEnv("WHEELHOUSE_MAIL_FROM", "ops@example.com");

async function reached({ db, project }: ProjectCtx, id: string): Promise<boolean | undefined> {
  return (await peopleOf(db, project.id, [id])).find((one) => one.id === id)?.isReachable;
}
const own = ({ db, project, now }: ProjectCtx, personId: string, more: object) =>
  db.notificationChannel.create({
    data: {
      ...{ id: randomUUID(), projectId: project.id, personId, name: "own", kind: "email" },
      ...{ config: {}, createdAt: now, updatedAt: now },
      ...more,
    },
  });

test("somebody who was never mailed is reachable by mail", async () => {
  const ctx = await testCtx();
  const { id } = await member(ctx, "Ana");
  expect(await reached(ctx, id)).toBe(true);
});

test.each([
  ["broken", { brokenSince: new Date() }],
  ["switched off", { isEnabled: false }],
  ["removed", { removedAt: new Date() }],
])("somebody whose only way is a mail channel that is %s is not", async (_how, more) => {
  const ctx = await testCtx();
  const { id } = await member(ctx, "Ana");
  await own(ctx, id, more);
  expect(await reached(ctx, id)).toBe(false);
  await own(ctx, id, { kind: "slack" });
  expect(await reached(ctx, id)).toBe(true);
});

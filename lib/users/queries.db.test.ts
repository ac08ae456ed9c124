/** The users page against a real database. */
import { expect, test } from "vitest";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { readUserActivity } from "./queries";

const now = new Date("2026-11-20T12:00:30Z");
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));

async function activity(ctx: ProjectCtx, table: string, minute: number, user: string, n: number) {
  await ctx.pool.query(
    `INSERT INTO ${table} (project_id, bucket, requests, errors, cost_picos, feedback_n,
       feedback_sum, last_at, environment, user_id)
     VALUES ($1, $2, $3, 1, 250000000000, 1, 1, $2, 'production', $4)`,
    [ctx.project.id, at(minute), n, user],
  );
}

async function tally(
  ctx: ProjectCtx,
  kind: string,
  name: string,
  label: string,
  n: number,
  sum: number,
) {
  await ctx.pool.query(
    `INSERT INTO tally_partial (project_id, bucket, n, sum, environment, kind, agent, name, label)
     VALUES ($1, $2, $3, $4, 'production', $5, 'support', $6, $7)`,
    [ctx.project.id, at(-3), n, sum, kind, name, label],
  );
}

async function world() {
  const ctx = await testCtx({ as: "viewer", now });
  await ctx.pool.query(
    `INSERT INTO pulse_partial (project_id, environment, kind, n, first_at, newest_at, received_at)
     VALUES ($1, 'production', 1, 9, $2, $3, $3)`,
    [ctx.project.id, at(-9), at(-1)],
  );
  await activity(ctx, "user_activity_1m", -8, "ada", 6);
  await activity(ctx, "user_activity_partial", -2, "ada", 2);
  await activity(ctx, "user_activity_partial", -2, "bo", 4);
  await ctx.pool.query(
    `INSERT INTO counter_partial (project_id, bucket, requests, environment, agent, agent_type,
       provider, model, version, variant)
     VALUES ($1, $2, 9, 'production', 'support', '', '', '', '', '')`,
    [ctx.project.id, at(-2)],
  );
  await tally(ctx, "feedback", "", "up", 3, 3);
  await tally(ctx, "feedback", "", "down", 1, 0);
  await tally(ctx, "journey", "chat", "start", 10, 0);
  await tally(ctx, "journey", "chat", "complete", 9, 0);
  return ctx;
}

test("people are counted once, in folded rows and in those not folded yet", async () => {
  const ctx = await world();
  const view = await readUserActivity(ctx, { project: ctx.project.slug, range: "15m" });
  expect(view.active.now).toBe(2);
  expect(view.activeNow.users).toBe(2);
  expect(view.requestsEach.now).toBe(6);
  expect(view.activeLines.lines[0]?.values.filter((value) => value === 2)).toHaveLength(1);
  expect(view.requestLines[1]?.values).toContain(3);
  expect(view.top.map(({ user, requests, costUsd }) => [user, requests, costUsd])).toEqual([
    ["ada", 8, 0.5],
    ["bo", 4, 0.25],
  ]);
});

test("content and completion are ratios of sums", async () => {
  const ctx = await world();
  const view = await readUserActivity(ctx, {
    project: ctx.project.slug,
    range: "15m",
    compare: "1",
  });
  expect(view.score.now).toBe(4);
  expect(view.feedback).toEqual({ n: 4, up: 3, neutral: 0, down: 1 });
  expect(view.completion.now).toBe(0.9);
  expect(view.journeys).toEqual([
    { journey: "chat", started: 10, completed: 9, abandoned: 0, under: 1, rate: 0.9 },
  ]);
  expect(view.activeLines.previous).toHaveLength(1);
});

test("another environment, and another's project, show nothing of it", async () => {
  const ctx = await world();
  const staging = await readUserActivity(ctx, { project: ctx.project.slug, env: "staging" });
  expect(staging.top).toEqual([]);
  expect(staging.active.now).toBeNull();
  const ask = readUserActivity(seenBy(ctx, "stranger"), { project: ctx.project.slug });
  await expect(ask).rejects.toMatchObject({ code: "not-found" });
});

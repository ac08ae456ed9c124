/** The error pages against a real database: what is read, who may settle, and what is written down. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { reopenError, resolveError } from "./commands";
import { readError, readErrors } from "./queries";

const now = new Date("2026-11-20T12:00:30Z");
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));

async function counter(ctx: ProjectCtx, minute: number, row: Record<string, string | number>) {
  const { agent = "", provider = "", requests = 0, errors = 0, calls = 0, call_errors = 0 } = row;
  await ctx.pool.query(
    `INSERT INTO counter_partial (project_id, bucket, requests, errors, calls, call_errors,
       environment, agent, agent_type, provider, model, version, variant)
     VALUES ($1, $2, $3, $4, $5, $6, 'production', $7, '', $8, '', '', '')`,
    [ctx.project.id, at(minute), requests, errors, calls, call_errors, agent, provider],
  );
}

async function tally(
  ctx: ProjectCtx,
  minute: number,
  [kind, agent, name, label]: readonly [string, string, string, string],
  n: number,
) {
  await ctx.pool.query(
    `INSERT INTO tally_partial (project_id, bucket, n, environment, kind, agent, name, label)
     VALUES ($1, $2, $3, 'production', $4, $5, $6, $7)`,
    [ctx.project.id, at(minute), n, kind, agent, name, label],
  );
}

async function group(ctx: ProjectCtx, fingerprint: string, n: number) {
  const sample = [
    { id: randomUUID(), at: at(-2).toISOString(), message: "took too long", traceId: "trace-1" },
  ];
  await ctx.pool.query(
    `INSERT INTO error_group (project_id, fingerprint, agent, provider, error_type, title, n,
       first_at, last_at, sample)
     VALUES ($1, $2, 'support', 'openai', 'TimeoutError', 'took too long', $3, $4, $5, $6)`,
    [ctx.project.id, fingerprint, n, at(-8), at(-2), JSON.stringify(sample)],
  );
}

async function pulse(ctx: ProjectCtx) {
  await ctx.pool.query(
    `INSERT INTO pulse_partial (project_id, environment, kind, n, first_at, newest_at, received_at)
     VALUES ($1, 'production', 1, 9, $2, $3, $3)`,
    [ctx.project.id, at(-9), at(-1)],
  );
}

async function world() {
  const ctx = await testCtx({ as: "operator", now });
  await pulse(ctx);
  await counter(ctx, -5, { agent: "support", requests: 90, errors: 9 });
  await counter(ctx, -5, { agent: "search", requests: 10, errors: 0 });
  await counter(ctx, -5, { agent: "support", provider: "openai", calls: 50, call_errors: 5 });
  await tally(ctx, -5, ["status", "support", "503", ""], 9);
  await tally(ctx, -5, ["status", "support", "200", ""], 91);
  await tally(ctx, -5, ["provider_error", "support", "openai", "RateLimitError"], 5);
  await tally(ctx, -5, ["error", "support", "f/1", "TimeoutError"], 9);
  await group(ctx, "f/1", 40);
  return ctx;
}

describe("reading errors", () => {
  test("rates are ratios of sums, by agent, provider and code, and groups carry their sightings", async () => {
    const ctx = await world();
    const view = await readErrors(ctx, { project: ctx.project.slug, range: "15m", compare: "0" });
    expect(view.rate.now).toBe(0.09);
    expect(view.errors.now).toBe(9);
    expect(view.providerRate.now).toBe(0.1);
    expect(view.byAgent.lines.map(({ label }) => label)).toEqual(["All agents", "support"]);
    expect(view.byAgent.previous).toBeNull();
    expect(view.providers).toMatchObject([
      { provider: "openai", calls: 50, failures: 5, types: [{ type: "RateLimitError", n: 5 }] },
    ]);
    expect(view.codes).toEqual([
      { code: "200", n: 91, share: 0.91 },
      { code: "503", n: 9, share: 0.09 },
    ]);
    expect(view.codeLines.map(({ key }) => key)).toEqual(["503"]);
    expect(view.groups).toMatchObject([{ fingerprint: "f/1", n: 9, total: 40, isNew: true }]);
    expect(view.groups[0]?.spark).toContain(9);
    expect(view.states).toEqual({ open: 1, regressed: 0, resolved: 0 });
  });

  test("an environment without events has gaps, not zeros", async () => {
    const ctx = await world();
    const view = await readErrors(ctx, { project: ctx.project.slug, range: "15m", env: "staging" });
    expect(view.rate.now).toBeNull();
    expect(view.errors).toMatchObject({ now: null, delta: { direction: "unknown" } });
    expect(view.groups).toEqual([]);
  });

  test("a project of others is not found", async () => {
    const ctx = await world();
    const ask = readErrors(seenBy(ctx, "stranger"), { project: ctx.project.slug });
    await expect(ask).rejects.toMatchObject({ code: "not-found" });
  });

  test("one group tells its sample, its agents and what was deployed before it", async () => {
    const ctx = await world();
    const deployment = (minute: number, version: string) =>
      ctx.pool.query(
        `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version, status)
         VALUES ($1, $2, $3, 'production', 'support', $4, 'succeeded')`,
        [ctx.project.id, randomUUID(), at(minute), version],
      );
    await deployment(-10, "1.9");
    await deployment(-3, "2.0");
    const view = await readError(ctx, {
      project: ctx.project.slug,
      fingerprint: "f/1",
      range: "15m",
    });
    expect(view.samples).toMatchObject([{ traceId: "trace-1", message: "took too long" }]);
    expect(view.agents).toEqual([{ agent: "support", n: 9 }]);
    expect(view.deployedBefore).toMatchObject([{ version: "1.9", leadMs: 120_000 }]);
    expect(view.deployments.map(({ label }) => label)).toEqual(["support 2.0", "support 1.9"]);
    expect(view.history.map(({ what }) => what)).toEqual(["last-seen", "first-seen"]);
  });

  test("an unknown group is not found", async () => {
    const ctx = await world();
    const ask = readError(ctx, { project: ctx.project.slug, fingerprint: "no" });
    await expect(ask).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("settling an error", () => {
  test("resolving and reopening change the state and are written down with the reason", async () => {
    const ctx = await world();
    const act = { project: ctx.project.slug, fingerprint: "f/1" };
    await resolveError(ctx, { ...act, reason: "fixed in 2.1" });
    await expect(resolveError(ctx, act)).rejects.toMatchObject({ code: "conflict" });
    await reopenError(ctx, act);

    const view = await readError(ctx, { ...act, range: "15m" });
    expect(view.group.state).toBe("open");
    const entries = await ctx.db.auditEntry.findMany({
      where: { projectId: ctx.project.id },
      orderBy: { action: "asc" },
    });
    expect(
      entries.map(({ action, reason, before, after }) => ({ action, reason, before, after })),
    ).toEqual([
      {
        action: "error.reopened",
        reason: null,
        before: { state: "resolved" },
        after: { state: "open" },
      },
      {
        action: "error.resolved",
        reason: "fixed in 2.1",
        before: { state: "open" },
        after: { state: "resolved" },
      },
    ]);
  });

  test("a resolved error that is seen again shows as regressed", async () => {
    const ctx = await world();
    const act = { project: ctx.project.slug, fingerprint: "f/1" };
    await resolveError({ ...ctx, now: at(-4) }, act);
    await tally(ctx, -2, ["error", "support", "f/1", "TimeoutError"], 1);
    const view = await readError(ctx, { ...act, range: "15m" });
    expect(view.group.state).toBe("regressed");
    expect(view.history.map(({ what, at: when }) => [what, when])).toContainEqual([
      "regressed",
      at(-2).toISOString(),
    ]);
  });

  test("a viewer and a reading key are refused, a group elsewhere is not found", async () => {
    const ctx = await world();
    const act = { project: ctx.project.slug, fingerprint: "f/1" };
    for (const as of ["viewer", { scopes: ["read"] }] as const) {
      await expect(resolveError(seenBy(ctx, as), act)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(resolveError(ctx, { ...act, fingerprint: "no" })).rejects.toMatchObject({
      code: "not-found",
    });
    const other = await testCtx({ as: "operator", now });
    await expect(
      resolveError(other, { project: other.project.slug, fingerprint: "f/1" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});

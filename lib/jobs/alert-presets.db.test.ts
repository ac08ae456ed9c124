import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetRules } from "@/lib/alerts/presets";
import { readSignals } from "@/lib/alerts/reader/read";
import { saveEvaluations } from "@/lib/alerts/store/evaluate";
import { takeNews } from "@/lib/alerts/store/news";
import { givePresets } from "@/lib/alerts/store/presets";
import { readDue } from "@/lib/alerts/store/rules";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { joinGroups } from "@/lib/notify/store/join";
import { FORMATS } from "@/lib/notify/testing/formats";
import { channelAt, SECRET, WELL } from "@/lib/notify/testing/peers";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { receiver } from "@/lib/notify/testing/receiver";
import { addChannel, setPolicy } from "@/lib/notify/testing/stage";
import { inTransaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { withConnection } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { call, key, request, send } from "@/lib/telemetry/intake/test-events";
import type { EventInput } from "@/lib/telemetry/schema";
import { lookAtGroups } from "./alert-groups";
import { compactPartials } from "./compact";
import { deliverDue } from "./deliver";
import { takeLease } from "./leader";

/**
 * A bad evening of yesterday and the good half hour after its midnight, minute by minute, told by
 * events alone and looked at every half minute.
 */
const MIDNIGHT = Math.floor(Date.now() / DAY) * DAY - DAY;
const BAD_FROM = MIDNIGHT - 68 * MINUTE;
const GOOD_UNTIL = MIDNIGHT + 32 * MINUTE;
const LOOK_MS = 30 * SECOND;

const own = (at: number) => ({ id: crypto.randomUUID(), ts: at });
const many = (n: number, make: () => EventInput) => Array.from({ length: n }, make);

const gauge =
  (at: number) =>
  (name: string, value: number, labels: Record<string, string> = { host: "a" }): EventInput => ({
    kind: "metric",
    ...own(at),
    ...{ name, value, labels },
  });

/** What one minute of trouble, or of none, sends. */
function minuteOf(at: number, isBad: boolean): EventInput[] {
  const metric = gauge(at);
  const gates = isBad ? 2 : 40;
  return [
    ...many(isBad ? 22 : 40, () =>
      request({
        ...own(at),
        status: isBad ? "error" : "ok",
        durationMs: isBad ? 25_000 : 400,
        cache: isBad ? "miss" : "hit",
        degraded: isBad,
      }),
    ),
    call({ ...own(at), inputTokens: isBad ? 90_000_000 : 10, outputTokens: 0 }),
    ...many(gates, () => ({ kind: "evaluation", ...own(at), gate: "grounded", passed: !isBad })),
    ...many(gates, () => ({ kind: "journey_step", ...own(at), journey: "chat", step: "start" })),
    ...many(isBad ? 0 : 40, () => ({
      kind: "journey_step" as const,
      ...own(at),
      journey: "chat",
      step: "complete",
    })),
    metric("vector_store.latency_ms", isBad ? 900 : 40),
    metric("rate_limit.utilization", isBad ? 0.95 : 0.2, { provider: "openai" }),
    metric("memory.utilization", isBad ? 0.97 : 0.4),
    metric("cpu.utilization", isBad ? 0.95 : 0.3),
    metric("db.pool.utilization", isBad ? 0.99 : 0.3),
    metric("disk.free_bytes", isBad ? 1e9 : 80e9),
    metric("disk.utilization", isBad ? 0.97 : 0.4),
    ...(isBad
      ? [metric("vector_store.connection_errors", 30), metric("cache_store.connection_errors", 3)]
      : []),
  ];
}

const quietDays = [1, 2, 3, 4].map((day) =>
  call({ ...own(MIDNIGHT - day * DAY - 3 * HOUR), inputTokens: 1_000 }),
);

async function compactAll(ctx: ProjectCtx) {
  const lead = await takeLease(ctx.pool, "presets-test", "me");
  if (lead) await compactPartials(ctx.pool, lead, new AbortController().signal);
}

/** The newest report of a component as it stood then: reports of the past do not bring themselves back. */
const report = (ctx: ProjectCtx, at: number) =>
  ctx.pool.query(
    `INSERT INTO component_state (project_id, environment, component, status, at)
     VALUES ($1, 'production', 'vector-store', $2, $3)
     ON CONFLICT (project_id, environment, component) DO UPDATE SET status = excluded.status, at = excluded.at`,
    [ctx.project.id, at < MIDNIGHT ? "down" : "ok", new Date(at)],
  );

async function look(ctx: ProjectCtx, targets: unknown, at: number) {
  const due = await readDue(ctx.pool);
  const rules = due.rules.filter(({ projectId }) => projectId === ctx.project.id);
  const now = new Date(at);
  const place = { id: ctx.project.id, timeZone: "UTC", targets };
  const reads = await readSignals(
    ctx.pool,
    place,
    rules.flatMap(({ rule }) => rule ?? []),
    now,
  );
  // Not Prisma's: on a busy machine it gives up before a connection is free.
  await withConnection(ctx.pool, async (client) => {
    await client.query("BEGIN");
    await saveEvaluations(client, { projectId: ctx.project.id, now, rules, reads });
    await joinGroups(client, await takeNews(client, ctx.project.id), now);
    await client.query("COMMIT");
  });
  await lookAtGroups(ctx.pool, undefined, { now });
  while ((await deliverDue(ctx.pool, { now, peers: () => peersHere() })) > 0);
}

const tight = { budget: { day: 1, week: 1, month: 1 } };
const ample = { budget: { day: 1e9, week: 1e9, month: 1e9 } };

/** Everything is sent, and then lived through. */
async function live(ctx: ProjectCtx): Promise<void> {
  const minutes = (GOOD_UNTIL - BAD_FROM) / MINUTE;
  const starts = Array.from({ length: minutes }, (_, i) => BAD_FROM + i * MINUTE);
  const events = [...quietDays, ...starts.flatMap((at) => minuteOf(at, at < MIDNIGHT))];
  for (let i = 0; i < events.length; i += 2_000) await send(ctx, events.slice(i, i + 2_000));
  await compactAll(ctx);
  for (let at = BAD_FROM + LOOK_MS; at < GOOD_UNTIL; at += LOOK_MS) {
    await report(ctx, at);
    await look(ctx, at < MIDNIGHT ? tight : ample, at);
  }
}

/** When each preset fired and when it was over. */
async function stepsOf({ pool, project }: ProjectCtx): Promise<Map<string, Step[]>> {
  const { rows } = await pool.query<Step & { readonly key: string }>(
    `SELECT r.preset_key AS key, t.kind, t.at FROM alert_transition AS t
     JOIN alert_rule AS r ON r.id = t.rule_id
     WHERE t.project_id = $1 AND t.kind IN ('fired', 'resolved') ORDER BY t.at`,
    [project.id],
  );
  const steps = new Map<string, Step[]>();
  for (const { key: name, ...step } of rows) steps.set(name, [...(steps.get(name) ?? []), step]);
  return steps;
}

type Step = { readonly kind: string; readonly at: Date };

type Receiver = Awaited<ReturnType<typeof receiver>>;

/** What each rule's notifications said, each of them signed as the standard's own library signs. */
function saidOf({ heard }: Receiver): Map<string, string[]> {
  const oracle = new Webhook(SECRET);
  const said = new Map<string, string[]>();
  for (const { body, headers } of heard) {
    // Its time is the test's: the library verifies by the real one.
    const seconds = new Date(Number(headers["webhook-timestamp"]) * 1_000);
    expect(headers["webhook-signature"]).toBe(
      oracle.sign(String(headers["webhook-id"]), seconds, body),
    );
    const { type, data } = JSON.parse(body);
    said.set(data.rule, [...(said.get(data.rule) ?? []), type]);
  }
  return said;
}

describe("a preset, from events alone", () => {
  let steps = new Map<string, Step[]>();
  let said = new Map<string, string[]>();
  let close = () => {};

  beforeAll(async () => {
    const ctx = await testCtx({ as: key });
    const peer = await receiver(WELL.webhook, FORMATS.webhook, (end) => {
      close = end;
    });
    const channels = [await addChannel(ctx, channelAt("webhook", peer.url))];
    await setPolicy(ctx, { channels, groupBy: ["alertname"], waitMs: 0, repeatMs: DAY });
    await inTransaction(ctx.db, (tx) => givePresets(tx, ctx.project.id));
    // They are given now, and looked at in the past.
    await ctx.pool.query(
      `UPDATE alert_rule_state SET next_at = 'epoch' WHERE rule_id IN
         (SELECT id FROM alert_rule WHERE project_id = $1)`,
      [ctx.project.id],
    );
    await live(ctx);
    steps = await stepsOf(ctx);
    said = saidOf(peer);
  }, 600_000);
  afterAll(() => close());

  test.each(
    presetRules().map(({ key: name, rule }) => ({
      name,
      title: rule.name,
      forMs: rule.forMs ?? 0,
    })),
  )(
    "$name fires once in the bad hour, after its time, is told to a peer, and is over in the good one",
    ({ name, title, forMs }) => {
      const own = steps.get(name) ?? [];
      expect(own.map(({ kind }) => kind)).toEqual(["fired", "resolved"]);
      const [fired = 0, resolved = 0] = own.map(({ at }) => at.getTime());
      expect(fired).toBeGreaterThanOrEqual(BAD_FROM + forMs);
      expect(fired).toBeLessThan(MIDNIGHT);
      expect(resolved).toBeGreaterThanOrEqual(MIDNIGHT);
      expect(said.get(title)).toEqual(["alert.firing", "alert.resolved"]);
    },
  );
});

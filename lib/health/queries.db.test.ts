/** Readiness and the scrape against a real database, the text judged by promtool where it is installed. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { emptySketch, encode, observe } from "@/lib/core/sketch";
import { metrics } from "@/lib/platform/metrics";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { readAnyScrape, readLiveness, readReadiness } from "./queries";

const now = new Date();
const DAY = 86_400_000;
const today = new Date(Math.floor(now.getTime() / DAY) * DAY);

async function partition(ctx: ProjectCtx, ahead: number) {
  const day = (n: number) => new Date(today.getTime() + n * DAY).toISOString();
  await ctx.pool.query(
    `CREATE TABLE IF NOT EXISTS event_test_${ahead} PARTITION OF event
     FOR VALUES FROM ('${day(ahead)}') TO ('${day(ahead + 1)}')`,
  );
}

async function counter(ctx: ProjectCtx, table: string, bucket: Date, agent: string) {
  await ctx.pool.query(
    `INSERT INTO ${table} (project_id, bucket, requests, errors, calls, input_tokens, output_tokens,
       cost_picos, environment, agent, agent_type, provider, model, version, variant)
     VALUES ($1, $2, 10, 1, 12, 1000, 200, 1500000000000, 'production', $3, '', '', '', '', '')`,
    [ctx.project.id, bucket, agent],
  );
}

async function latency(ctx: ProjectCtx, table: string, bucket: Date, agent: string, ms: number[]) {
  const sketch = emptySketch();
  for (const value of ms) observe(sketch, value);
  await ctx.pool.query(
    `INSERT INTO ${table} (project_id, bucket, n, sum, min, max, last, last_at, environment,
       subject, dim, key, h)
     VALUES ($1, $2, $3, $4, $5, $6, $5, $2, 'production', 'request', 'agent', $7, $8)`,
    [
      ctx.project.id,
      bucket,
      sketch.n,
      sketch.sum,
      sketch.min,
      sketch.max,
      agent,
      Buffer.from(encode(sketch)),
    ],
  );
}

describe("readiness", () => {
  test("anybody may ask, and every part has a verdict and a latency", async () => {
    const ctx = seenBy(await testCtx({ now }), "nobody");
    expect(await readLiveness(ctx, {})).toMatchObject({ status: "healthy" });
    const { status, components } = await readReadiness(ctx, {});
    expect(status).toBe("degraded");
    const found = Object.fromEntries(components.map((part) => [part.name, part.status]));
    expect(found).toMatchObject({ database: "healthy", migrations: "healthy", worker: "degraded" });
    expect(components.every(({ latencyMs }) => latencyMs >= 0)).toBe(true);
  });

  test("a beating worker and two days of partitions make it healthy", async () => {
    const ctx = await testCtx({ now });
    for (const ahead of [0, 1, 2]) await partition(ctx, ahead);
    await ctx.pool.query("INSERT INTO heartbeat (name, at) VALUES ('worker', now())");
    await ctx.pool.query("DELETE FROM pulse_partial");
    const { status, components } = await readReadiness(ctx, {});
    expect(components.filter((part) => part.status !== "healthy")).toEqual([]);
    expect(status).toBe("healthy");
  });

  test("a database that does not answer is unhealthy, and says no address", async () => {
    const ctx = await testCtx({ now });
    const query = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.1:5432"));
    const away = { ...ctx, pool: { query } as unknown as typeof ctx.pool };
    const readiness = await readReadiness(away, {});
    expect(readiness.status).toBe("unhealthy");
    expect(JSON.stringify(readiness)).not.toContain("10.0.0.1");
  });

  test("rollups that differ from raw events degrade it", async () => {
    const ctx = await testCtx({ now });
    await ctx.pool.query(
      `INSERT INTO reconciliation VALUES ($1, date_trunc('hour', $2::timestamptz), $2, 5, 4, 0, 0, 0, 0)`,
      [ctx.project.id, now],
    );
    const { components } = await readReadiness(ctx, {});
    expect(components.find(({ name }) => name === "reconciliation")).toMatchObject({
      status: "degraded",
      message: "rollups differ from raw events in 1 of 1 closed hours",
    });
  });
});

describe("the scrape", () => {
  async function world() {
    const ctx = await testCtx({ as: { scopes: ["read"] }, now });
    const longAgo = new Date(today.getTime() - 40 * DAY);
    await counter(ctx, "counter_1d", longAgo, "support");
    await counter(ctx, "counter_1d", today, "support");
    await counter(ctx, "counter_partial", new Date(today.getTime() + 60_000), "support");
    await counter(ctx, "counter_partial", today, 'odd "agent"');
    await latency(ctx, "sketch_1d", longAgo, "support", [400, 1_800]);
    await latency(ctx, "sketch_partial", today, "support", [4_000, 9_500]);
    return ctx;
  }

  test("counts a lifetime: days long settled, today, and what is not folded yet", async () => {
    const ctx = await world();
    const text = await readAnyScrape(ctx, { project: undefined });
    const whose = `{project="${ctx.project.slug}",environment="production",agent="support"`;
    expect(text).toContain(`wheelhouse_agent_requests_total${whose}} 30\n`);
    expect(text).toContain(`wheelhouse_agent_errors_total${whose}} 3\n`);
    expect(text).toContain(`wheelhouse_agent_cost_dollars_total${whose}} 4.5\n`);
    expect(text).toContain(`wheelhouse_agent_tokens_total${whose},class="output"} 600\n`);
    expect(text).toContain(`_duration_seconds_bucket${whose},le="2"} 2\n`);
    expect(text).toContain(`_duration_seconds_bucket${whose},le="+Inf"} 4\n`);
    expect(text).toContain(`_duration_seconds_count${whose}} 4\n`);
  });

  test("another's project is in nobody else's scrape", async () => {
    const [one, other] = [await world(), await world()];
    const text = await readAnyScrape(one, { project: undefined });
    expect(text).not.toContain(other.project.slug);
    const ask = readAnyScrape(one, { project: other.project.slug });
    await expect(ask).rejects.toMatchObject({ code: "not-found" });
  });

  test("nobody and a key that may only ingest are refused", async () => {
    const ctx = await world();
    const { slug: project } = ctx.project;
    const nobody = readAnyScrape(seenBy(ctx, "nobody"), { project });
    await expect(nobody).rejects.toMatchObject({ code: "unauthenticated" });
    const ingest = readAnyScrape(seenBy(ctx, { scopes: ["ingest"] }), { project });
    await expect(ingest).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the text is well formed, without a series told twice; promtool agrees", async () => {
    const ctx = await world();
    const { ingestAck, ingestEvents, ingestRejected, ingestRequests, queryDuration } = metrics();
    ingestRequests.inc({ status: "200" });
    ingestEvents.inc({ outcome: "accepted" }, 5);
    ingestRejected.inc({ code: "too-old" });
    ingestAck.observe(0.02);
    queryDuration.observe({ route: "/api/v1/overview", status: "200" }, 0.01);
    const text = await readAnyScrape(ctx, { project: undefined });
    expect(faultsOf(text)).toEqual([]);
    const promtool = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
    if (promtool.error) return;
    expect(`${promtool.stdout}${promtool.stderr}`).toBe("");
    expect(promtool.status).toBe(0);
  });
});

const SAMPLE = /^([a-z_:][a-z0-9_:]*)(\{(?:[a-z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)$/i;

/** What is wrong with an exposition: our own reading of the rules, for machines without promtool. */
function faultsOf(text: string): string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  const types = lines.flatMap((line) => {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    return name && type ? [[name, type] as const] : [];
  });
  const samples = lines.filter((line) => !line.startsWith("# "));
  return [
    ...(text.endsWith("\n") ? [] : ["no newline at the end"]),
    ...repeated(types.map(([name]) => name)).map((name) => `TYPE told twice: ${name}`),
    ...repeated(samples.map((line) => line.replace(/ \S+$/, ""))).map(
      (one) => `told twice: ${one}`,
    ),
    ...types.flatMap(([name, type]) =>
      (type === "counter") === name.endsWith("_total") ? [] : [`misnamed ${type}: ${name}`],
    ),
    ...samples.flatMap((line) => faultsOfSample(line, new Set(types.map(([name]) => name)))),
  ];
}

const repeated = (names: readonly string[]): string[] =>
  names.filter((name, i) => names.indexOf(name) !== i);

function faultsOfSample(line: string, known: ReadonlySet<string>): string[] {
  const [, name, , value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) return [`not a sample: ${line}`];
  const family = name.replace(/_(bucket|sum|count)$/, "");
  const number = Number(value.replace("Inf", "Infinity"));
  return [
    ...(known.has(name) || known.has(family) ? [] : [`no TYPE: ${name}`]),
    ...(Number.isNaN(number) ? [`no number: ${line}`] : []),
  ];
}

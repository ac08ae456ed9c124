import { describe, expect, test } from "vitest";
import { emptySketch, encode, observe, quantile } from "@/lib/core/sketch";
import { testCtx } from "@/lib/platform/test-ctx";
import { readCounters } from "./counters";
import { readDeployments } from "./deployments";
import { readErrorGroup, readErrorGroups } from "./error-groups";
import { countActiveUsers, readUsers } from "./people";
import { newestEventAt, readPulse } from "./pulse";
import { readSketches } from "./sketches";
import { readTallies } from "./tallies";

const NOON = new Date("2026-11-20T12:00:00Z");
const span = { from: NOON, to: new Date("2026-11-20T13:00:00Z") };
const at = (minute: number) => new Date(NOON.getTime() + minute * 60_000);

function chunkOf(values: readonly number[]): Buffer {
  const sketch = emptySketch();
  for (const value of values) observe(sketch, value);
  return Buffer.from(encode(sketch));
}

describe("reading compacted rows together with what is not compacted yet", () => {
  test("counters add up per step, per key and in total", async () => {
    const { pool, project } = await testCtx();
    const insert = (table: string, minute: number, agent: string, n: number) =>
      pool.query(
        `INSERT INTO ${table} (project_id, bucket, requests, cost_picos, environment, agent,
           agent_type, provider, model, version, variant)
         VALUES ($1, $2, $3, 9007199254740993, 'production', $4, '', '', '', '', '')`,
        [project.id, at(minute), n, agent],
      );
    await insert("counter_5m", 0, "a", 10);
    await insert("counter_partial", 3, "a", 1);
    await insert("counter_partial", 7, "b", 5);
    const ask = { projectId: project.id, span, tier: "5m" } as const;

    const [total] = await readCounters(pool, ask);
    expect(total).toMatchObject({ at: null, requests: 16, costPicos: 27021597764222979n });

    const steps = await readCounters(pool, { ...ask, stepMs: 300_000, by: ["agent"] });
    expect(steps.map(({ at: start, key, requests }) => [start, key.agent, requests])).toEqual([
      [at(0), "a", 11],
      [at(5), "b", 5],
    ]);

    const [none] = await readCounters(pool, { ...ask, where: { agent: "c" } });
    expect(none).toMatchObject({ requests: 0, costPicos: 0n });
  });

  test("money beyond its range stops at the end of it, and the figures beside it stay", async () => {
    const { pool, project } = await testCtx();
    for (const minute of [0, 1]) {
      await pool.query(
        `INSERT INTO counter_partial (project_id, bucket, calls, cost_picos, environment, agent,
           agent_type, provider, model, version, variant)
         VALUES ($1, $2, 1, 9000000000000000000, 'production', '', '', '', '', '', '')`,
        [project.id, at(minute)],
      );
    }
    const [total] = await readCounters(pool, { projectId: project.id, span, tier: "1m" });
    expect(total).toMatchObject({ calls: 2, costPicos: 9_000_000_000_000_000_000n });
  });

  test("sketches merge by concatenation and keep the newest value", async () => {
    const { pool, project } = await testCtx();
    const insert = (table: string, minute: number, key: string, values: readonly number[]) =>
      pool.query(
        `INSERT INTO ${table} (project_id, bucket, n, sum, min, max, last, last_at, environment,
           subject, dim, key, h)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $2, 'production', 'metric', 'name', $8, $9)`,
        [
          project.id,
          at(minute),
          values.length,
          values.reduce((sum, value) => sum + value, 0),
          Math.min(...values),
          Math.max(...values),
          values.at(-1),
          key,
          chunkOf(values),
        ],
      );
    await insert("sketch_1m", 0, "cpu\u001fhost=a", [1, 2, 3]);
    await insert("sketch_partial", 1, "cpu\u001fhost=a", [4, 5]);
    await insert("sketch_partial", 1, "memory\u001f", [7]);
    const rows = await readSketches(pool, {
      projectId: project.id,
      span,
      tier: "1m",
      subject: "metric",
      dim: "name",
      keyPrefix: "cpu\u001f",
    });
    expect(rows).toHaveLength(1);
    const [cpu] = rows;
    expect(cpu).toMatchObject({ at: null, key: "cpu\u001fhost=a", last: 5, lastAt: at(1) });
    expect(cpu?.sketch).toMatchObject({ n: 5, sum: 15, min: 1, max: 5 });
    expect(cpu && quantile(cpu.sketch, 1)).toBeCloseTo(5, 0);
  });

  test("tallies, users, pulse and deployments", async () => {
    const { pool, project } = await testCtx();
    const { id } = project;
    const tally = `(project_id, bucket, n, sum, environment, kind, agent, name, label)
      VALUES ($1, $2, $3, 0, 'production', 'feedback', 'a', '', $4)`;
    await pool.query(`INSERT INTO tally_1m ${tally}`, [id, at(0), 3, "up"]);
    await pool.query(`INSERT INTO tally_partial ${tally}`, [id, at(1), 2, "up"]);
    await pool.query(`INSERT INTO tally_partial ${tally}`, [id, at(1), 1, "down"]);
    const user = `(project_id, bucket, requests, last_at, environment, user_id)
      VALUES ($1, $2, $3, $2, 'production', $4)`;
    await pool.query(`INSERT INTO user_activity_1m ${user}`, [id, at(0), 1, "ann"]);
    await pool.query(`INSERT INTO user_activity_partial ${user}`, [id, at(1), 4, "bob"]);
    await pool.query(`INSERT INTO user_activity_partial ${user}`, [id, at(2), 1, "ann"]);
    await pool.query(`INSERT INTO pulse_partial VALUES ($1, 'production', 1, 5, $2, $3, $3)`, [
      id,
      at(0),
      at(9),
    ]);
    await pool.query(
      `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version, status)
       VALUES ($1, gen_random_uuid(), $2, 'production', 'a', '1.2', 'succeeded')`,
      [id, at(4)],
    );
    const ask = { projectId: id, span, tier: "1m" } as const;

    const labels = await readTallies(pool, { ...ask, kind: "feedback", by: ["label"] });
    expect(labels.map(({ key, n }) => [key.label, n])).toEqual([
      ["down", 1],
      ["up", 5],
    ]);
    expect(await countActiveUsers(pool, ask)).toEqual([{ at: null, users: 2 }]);
    const users = await readUsers(pool, { ...ask, limit: 10 });
    expect(users.map(({ user: name, requests }) => [name, requests])).toEqual([
      ["bob", 4],
      ["ann", 2],
    ]);
    expect(await readPulse(pool, id)).toMatchObject([{ kind: "request", n: 5, firstAt: at(0) }]);
    expect(await newestEventAt(pool, id)).toEqual(at(9));
    expect(await newestEventAt(pool, -1)).toBeNull();
    expect(await readDeployments(pool, { projectId: id, span })).toMatchObject([
      { at: at(4), version: "1.2", author: null },
    ]);
  });

  test("an error group resolved before its newest occurrence has regressed", async () => {
    const { pool, project } = await testCtx();
    const values = [project.id, at(0)];
    await pool.query(
      `INSERT INTO error_group VALUES ($1, 'f1', 'a', '', 'Timeout', 'too slow', 3, $2, $2,
         'resolved', $2::timestamptz + interval '1 minute', 'ann', '[{"id":"x"}]')`,
      values,
    );
    await pool.query(
      `INSERT INTO error_partial VALUES ($1, 'f1', 'production', 'a', '', 'Timeout', 'too slow', 2,
         $2::timestamptz + interval '2 minutes', $2::timestamptz + interval '2 minutes', '{}', '[{"id":"y"}]')`,
      values,
    );
    await pool.query(
      `INSERT INTO tally_partial VALUES ($1, $2, 2, 0, 'production', 'error', 'a', 'f1', 'Timeout')`,
      values,
    );
    const ask = { projectId: project.id, span, tier: "1m" } as const;
    const groups = await readErrorGroups(pool, { ...ask, limit: 5 });
    expect(groups).toMatchObject([
      { fingerprint: "f1", state: "regressed", total: 5, inSpan: 2, users: 0, lastAt: at(2) },
    ]);
    const one = await readErrorGroup(pool, { ...ask, fingerprint: "f1" });
    expect(one?.samples).toEqual([{ id: "y" }]);
    expect(await readErrorGroup(pool, { ...ask, fingerprint: "f2" })).toBeNull();
  });
});

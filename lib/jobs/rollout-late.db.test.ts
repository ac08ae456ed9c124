/** Requests that come long after they began: each counts once, in the minute in which it comes to be known. */
import { beforeEach, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { HOUR, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { replayRollout } from "@/lib/rollouts/queries";
import { traffic } from "@/lib/rollouts/testing/traffic";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";
import { begun, detailOf, minuteOf, NOON, phaseOf, tick, watch } from "./testing/rollout-stage";

beforeEach(() => db().rollout.updateMany({ data: { nextAt: null } }));

const LAG = 2;
const STRETCH = 10 * MINUTE;

type Sent = { at: number; cameAt: number; arm: "real" | "mock"; user: string; isBad: boolean };

/** Most at once, some minutes late, a few much more; users come again, so that failures repeat. */
function sentBy(seed: string, minutes: number): Sent[] {
  const dice = rngOf(seed);
  return Array.from({ length: 500 }, () => {
    const at = NOON.getTime() + dice.int(0, minutes * MINUTE - 1);
    const late = dice.weighted([
      [dice.int(0, 50_000), 5],
      [dice.int(MINUTE, 12 * MINUTE), 4],
      [dice.int(25 * MINUTE, HOUR), 1],
    ]);
    const user = dice.int(0, 80);
    const arm = user % 3 === 0 ? "real" : "mock";
    return { at, cameAt: at + late, arm, user: `u${user}`, isBad: dice.next() < 0.3 };
  });
}

async function write({ pool: into, project }: ProjectCtx, sent: readonly Sent[]): Promise<void> {
  await ensurePartitions(
    into,
    sent.map(({ at }) => new Date(at)),
  );
  await into.query(
    `INSERT INTO event (ts, received_at, event_id, project_id, shard_key, kind, is_error, duration_ms,
       environment, variant, user_id)
     SELECT ts, came, gen_random_uuid(), $6, 0, 1, bad, 100, 'production', arm, "user"
     FROM unnest($1::timestamptz[], $2::timestamptz[], $3::text[], $4::text[], $5::bool[])
       AS t (ts, came, arm, "user", bad)`,
    [
      ...[sent.map(({ at }) => new Date(at)), sent.map(({ cameAt }) => new Date(cameAt))],
      ...[sent.map(({ arm }) => arm), sent.map(({ user }) => user)],
      ...[sent.map(({ isBad }) => isBad), project.id],
    ],
  );
}

const minuteIn = (at: number) => Math.floor(at / MINUTE) * MINUTE;
/** A minute is counted two minutes after it began: whoever comes before that is in time. */
const knownAt = ({ at, cameAt }: Sent) =>
  Math.max(minuteIn(at), minuteIn(cameAt) - (LAG - 1) * MINUTE);

type Count = [canary: number, canaryBad: number, control: number, controlBad: number];

/** Nothing of SQL in it. */
function countedByHand(sent: readonly Sent[], until: number): Map<number, Count> {
  const first = Math.ceil(NOON.getTime() / MINUTE) * MINUTE;
  const minutes = new Map<number, Count>();
  const inTurn = sent
    .filter((one) => one.at >= first && knownAt(one) < until)
    .sort((a, b) => knownAt(a) - knownAt(b) || a.at - b.at);
  for (const { arm, isBad, minute } of withoutRepeats(inTurn)) {
    const count = minutes.get(minute) ?? [0, 0, 0, 0];
    const at = arm === "real" ? 0 : 2;
    count[at]++;
    if (isBad) count[at === 0 ? 1 : 3]++;
    minutes.set(minute, count);
  }
  return minutes;
}

/** Whoever fails again within ten minutes is left out. */
function withoutRepeats(sent: readonly Sent[]) {
  const failed = new Set<string>();
  return sent.flatMap((one) => {
    const minute = knownAt(one);
    const again = `${one.user}/${Math.floor(minute / STRETCH)}`;
    if (one.isBad && failed.has(again)) return [];
    if (one.isBad) failed.add(again);
    return [{ ...one, minute }];
  });
}

async function countedOf({ project }: ProjectCtx): Promise<Map<number, Count>> {
  const { rows } = await pool().query<{ minute: Date; count: Count }>(
    `SELECT minute, ARRAY[canary, canary_bad, control, control_bad] AS count FROM gate_minute
     JOIN rollout ON rollout.id = rollout_id WHERE project_id = $1 ORDER BY minute`,
    [project.id],
  );
  return new Map(rows.map(({ minute, count }) => [minute.getTime(), count]));
}

/** Whoever is unlucky here is judged all the same: what counts is the counting. */
const BLIND = { gates: [{ key: "errors", signal: "errors", rule: { tolerance: 50 } }] };

test("each counts once, whenever it comes, and a worker that was away counts as one that looked", async () => {
  const [looked, away] = [await begun(BLIND), await begun(BLIND)];
  const sent = sentBy("late requests", 25);
  await tick(0);
  await Promise.all([looked, away].map((ctx) => write(ctx, sent)));
  const asleep = { projectId: away.project.id };
  await db().rollout.updateMany({ where: asleep, data: { nextAt: null } });
  await watch(1, 55);
  await db().rollout.updateMany({ where: asleep, data: { nextAt: NOON } });
  await tick(55);
  const byHand = countedByHand(sent, minuteIn(minuteOf(55).getTime()) - (LAG - 1) * MINUTE);
  const inOrder = [...byHand].sort(([a], [b]) => a - b);
  expect([...(await countedOf(looked))]).toEqual(inOrder);
  expect([...(await countedOf(away))]).toEqual(inOrder);
  expect((await replayOf(looked)).isSame).toBe(true);
});

const replayOf = (ctx: ProjectCtx) =>
  replayRollout(ctx, { project: ctx.project.slug, key: "agent-real" });

test("a canary that hangs for ten minutes before it fails goes back", async () => {
  const ctx = await begun();
  await tick(0);
  await traffic(ctx, rngOf(3), { from: minuteOf(0), minutes: 40 }, [
    { variant: "real", units: 5, badRatio: 0.5, lateMinutes: 10 },
    { variant: "mock", units: 45, badRatio: 0.01 },
  ]);
  await watch(1, 40);
  expect(await phaseOf(ctx)).toBe("ROLLED_BACK");
});

test("a canary that takes longer is no broken split", async () => {
  const ctx = await begun({ gates: [{ key: "errors", signal: "errors" }] });
  await tick(0);
  await traffic(ctx, rngOf(4), { from: minuteOf(1), minutes: 30 }, [
    { variant: "real", units: 5, badRatio: 0.01, lateMinutes: 7 },
    { variant: "mock", units: 45, badRatio: 0.01 },
  ]);
  await watch(1, 40);
  const { exposure, state } = await detailOf(ctx);
  expect(state.pause).not.toBe("sampleRatio");
  expect(exposure.canary).toBeGreaterThan(100);
});

test("what a worker missed is counted by as much as fits into a transaction, and a busy minute alone", async () => {
  const ctx = await begun();
  await tick(0);
  const busy = [2, 3, 7].map((minute) => new Date(minuteIn(minuteOf(minute).getTime())));
  await pool().query(
    `INSERT INTO counter_1m (project_id, bucket, environment, agent, agent_type, provider, model,
       version, variant, requests)
     SELECT $1, bucket, 'production', '', '', '', '', '', '', 40000 FROM unnest($2::timestamptz[]) AS bucket`,
    [ctx.project.id, busy],
  );
  const countedTo = async () => {
    const where = { projectId: ctx.project.id };
    const row = await db().rollout.findFirstOrThrow({ where });
    return ((row.countedTo?.getTime() ?? 0) - minuteIn(NOON.getTime())) / MINUTE;
  };
  const seen: number[] = [];
  for (let i = 0; i < 5; i++) {
    await tick(20);
    seen.push(await countedTo());
  }
  expect(seen).toEqual([3, 7, 20, 20, 20]);
});

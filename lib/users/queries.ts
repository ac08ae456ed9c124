/** Reads who used the agents: activity, content, completion and the busiest people. */
import { targetsFor } from "@/lib/core/targets";
import { type Frame, frameOf, MINUTE, type Span } from "@/lib/core/time";
import { calmed } from "@/lib/errors/frame";
import { askedMs } from "@/lib/overview/change";
import { readReported } from "@/lib/overview/queries";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readDeployments } from "@/lib/telemetry/store/deployments";
import { countActiveUsers, readUsers } from "@/lib/telemetry/store/people";
import { binder, select, stepOf, tierAndPartial } from "@/lib/telemetry/store/sql";
import { readTallies, type TallyKind } from "@/lib/telemetry/store/tallies";
import { type Asked, type Tally, type UsersPeriod, usersViewOf } from "./prepare";
import { type UsersView, usersAskSchema } from "./schema";

/** Active now: seen within this. */
const NOW_MS = 5 * MINUTE;
const TOP_USERS = 100;

type Place = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Frame["tier"];
  readonly environment: string | undefined;
};

export const readUserActivity = query({
  may: "telemetry:read",
  input: usersAskSchema,
  run: async (ctx, ask): Promise<UsersView> => {
    const { now, pool, project } = ctx;
    const frame = calmed(frameOf(ask, now));
    const place = { projectId: project.id, span: frame, tier: frame.tier, environment: ask.env };
    const { satisfaction, completion } = targetsFor(project.targets);
    const [reported, present, before, activeNow, requests, top, deployments] = await Promise.all([
      readReported(ctx, ask.env),
      readPeriod(ctx, place, frame.stepMs),
      readPeriod(ctx, { ...place, span: frame.previous }, ask.compare ? frame.stepMs : undefined),
      countNow(ctx, ask.env),
      readCounters(pool, { ...place, stepMs: frame.stepMs, where: { environment: ask.env } }),
      readUsers(pool, { ...place, limit: TOP_USERS, orderBy: "requests" }),
      readDeployments(pool, place),
    ]);
    return usersViewOf({
      frame,
      askedMs: askedMs(ask),
      now,
      reported,
      isCompared: ask.compare,
      activeNow,
      windowMs: NOW_MS,
      present,
      before,
      requests: requests.filter((row) => row.requests > 0),
      top,
      deployments,
      targets: { score: satisfaction, completion },
    });
  },
});

/** Minute buckets: the oldest may reach a little further back than asked. */
async function countNow(
  { pool, project, now }: ProjectCtx,
  environment: string | undefined,
): Promise<number> {
  const span = { from: new Date(now.getTime() - NOW_MS), to: now };
  const ask = { projectId: project.id, span, tier: "1m", environment } as const;
  const [row] = await countActiveUsers(pool, ask);
  return row?.users ?? 0;
}

async function readPeriod(
  { pool }: ProjectCtx,
  place: Place,
  stepMs: number | undefined,
): Promise<UsersPeriod> {
  const [[all], activeAt, named, feedback, journeys] = await Promise.all([
    countActiveUsers(pool, place),
    stepMs === undefined ? [] : countActiveUsers(pool, { ...place, stepMs }),
    readNamed({ pool }, place, stepMs),
    readLabels({ pool }, place, stepMs, "feedback"),
    readLabels({ pool }, place, stepMs, "journey"),
  ]);
  return { users: all?.users ?? 0, activeAt, named, feedback, journeys };
}

/** Requests that named a user. */
function readNamed(
  { pool }: Pick<ProjectCtx, "pool">,
  place: Place,
  stepMs: number | undefined,
): Promise<Asked[]> {
  const { values, bind } = binder();
  const { environment } = place;
  const conditions = environment === undefined ? [] : [`environment = ${bind(environment)}`];
  const from = tierAndPartial("user_activity", ["bucket", "requests"], place, conditions, bind);
  return select<Asked>(
    pool,
    `SELECT ${stepOf(stepMs)} AS at, coalesce(sum(requests), 0)::float8 AS requests FROM ${from}
     ${stepMs === undefined ? "" : "GROUP BY 1 ORDER BY 1"}`,
    values,
  );
}

async function readLabels(
  { pool }: Pick<ProjectCtx, "pool">,
  { environment, ...place }: Place,
  stepMs: number | undefined,
  kind: TallyKind,
): Promise<Tally[]> {
  const rows = await readTallies(pool, {
    ...place,
    stepMs,
    kind,
    by: ["name", "label"],
    where: { environment },
  });
  return rows.map(({ at, key, n, sum }) => ({ at, name: key.name, label: key.label, n, sum }));
}

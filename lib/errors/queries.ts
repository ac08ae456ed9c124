/** Reads failures: rates by agent, provider and code, and groups of equal ones. */
import { Fault } from "@/lib/core/fault";
import { targetsFor } from "@/lib/core/targets";
import { type Frame, frameOf, MINUTE, type Span } from "@/lib/core/time";
import { askedMs } from "@/lib/overview/change";
import { readReported } from "@/lib/overview/queries";
import { NO_VOLUME } from "@/lib/overview/volume";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { type CounterDim, type CounterRow, readCounters } from "@/lib/telemetry/store/counters";
import { readDeployments } from "@/lib/telemetry/store/deployments";
import { readErrorGroup, readErrorGroups } from "@/lib/telemetry/store/error-groups";
import { select } from "@/lib/telemetry/store/sql";
import { readTallies, type TallyRow } from "@/lib/telemetry/store/tallies";
import { type Deployed, errorViewOf, SUSPECT_MS } from "./detail";
import { calmed } from "./frame";
import { type Act, REOPENED, RESOLVED, resolvedAtOf } from "./history";
import { errorsViewOf } from "./prepare";
import type { Tried } from "./rates";
import {
  type ErrorsView,
  type ErrorView,
  errorAskSchema,
  errorsAskSchema,
  type VersionRow,
} from "./schema";

/** More kinds of failure than anybody can look through; the rarest are left out. */
const GROUPS_READ = 1_000;
const USERS_SHOWN = 50;
const ACTS_SHOWN = 50;
/** Raw events are read around the newest sighting only: enough to name the versions it hits. */
const VERSIONS_SPAN_MS = 30 * MINUTE;
const VERSIONS_EVENTS = 2_000;

type Place = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Frame["tier"];
  readonly environment: string | undefined;
};

export const readErrors = query({
  may: "telemetry:read",
  input: errorsAskSchema,
  run: async (ctx, ask): Promise<ErrorsView> => {
    const { now, pool, project } = ctx;
    const frame = calmed(frameOf(ask, now));
    const place = { projectId: project.id, span: frame, tier: frame.tier, environment: ask.env };
    const past = { ...place, span: frame.previous };
    const totals = (where: Place) =>
      readCounters(pool, { ...where, where: { environment: ask.env } });
    const [reported, [present], [before], parts, byAgentBefore, groups, deployments] =
      await Promise.all([
        readReported(ctx, ask.env),
        totals(place),
        totals(past),
        readParts(ctx, place, frame.stepMs),
        ask.compare ? readTried(ctx, past, frame.stepMs, "agent") : null,
        readErrorGroups(pool, { ...place, limit: GROUPS_READ }),
        readDeployments(pool, place),
      ]);
    return errorsViewOf(
      {
        frame,
        askedMs: askedMs(ask),
        now,
        reported,
        totals: present ?? NO_VOLUME,
        before: before ?? NO_VOLUME,
        byAgentBefore,
        groups,
        deployments,
        target: targetsFor(project.targets).errorRate,
        ...parts,
      },
      {
        ...(ask.state && { state: ask.state }),
        ...(ask.agent && { agent: ask.agent }),
        ...(ask.search && { search: ask.search }),
      },
    );
  },
});

async function readParts(ctx: ProjectCtx, place: Place, stepMs: number) {
  const ask = { ...place, stepMs, where: { environment: place.environment } };
  const [byAgent, byProvider, providerTypes, codes, sightings] = await Promise.all([
    readTried(ctx, place, stepMs, "agent"),
    readTried(ctx, place, stepMs, "provider"),
    readTallies(ctx.pool, {
      ...ask,
      stepMs: undefined,
      kind: "provider_error",
      by: ["name", "label"],
    }),
    readTallies(ctx.pool, { ...ask, kind: "status", by: ["name"] }),
    readTallies(ctx.pool, { ...ask, kind: "error", by: ["name"] }),
  ]);
  const named = ({ at, key, n }: TallyRow) => ({ at, name: key.name, n });
  return {
    byAgent,
    byProvider,
    providerTypes: providerTypes.map(({ key, n }) => ({ provider: key.name, type: key.label, n })),
    codes: codes.map(named),
    sightings: sightings.map(({ at, key, n }) => ({ at, fingerprint: key.name, n })),
  };
}

/** Requests by agent, LLM calls by provider. */
async function readTried(
  { pool }: ProjectCtx,
  place: Place,
  stepMs: number,
  by: CounterDim & ("agent" | "provider"),
): Promise<Tried[]> {
  const where = { environment: place.environment };
  const rows = await readCounters(pool, { ...place, stepMs, by: [by], where });
  const tried = (row: CounterRow) =>
    by === "agent"
      ? { failed: row.errors, tried: row.requests }
      : { failed: row.callErrors, tried: row.calls };
  return rows.map((row) => ({ at: row.at, name: row.key[by], ...tried(row) }));
}

export const readError = query({
  may: "telemetry:read",
  input: errorAskSchema,
  run: async (ctx, ask): Promise<ErrorView> => {
    const { now, pool, project } = ctx;
    const { fingerprint } = ask;
    const frame = calmed(frameOf(ask, now));
    const place = { projectId: project.id, span: frame, tier: frame.tier, environment: ask.env };
    const group = await readErrorGroup(pool, { ...place, fingerprint });
    if (!group) throw new Fault("not-found", "There is no such error, or it is no longer kept");
    const { firstAt } = group;
    const lead = {
      from: new Date(firstAt.getTime() - SUSPECT_MS),
      to: new Date(firstAt.getTime() + 1),
    };
    const acts = await readActs(ctx, fingerprint);
    const [reported, seen, seenBefore, versions, users, deployedBefore, deployments, seenAgainAt] =
      await Promise.all([
        readReported(ctx, ask.env),
        readSeen(ctx, place, frame.stepMs, fingerprint),
        ask.compare
          ? readSeen(ctx, { ...place, span: frame.previous }, frame.stepMs, fingerprint)
          : null,
        readVersions(ctx, fingerprint, group.lastAt),
        readAffected(ctx, fingerprint),
        readDeployments(pool, { projectId: project.id, span: lead, limit: 50 }),
        readDeployments(pool, place),
        readSeenAgain(ctx, fingerprint, resolvedAtOf(acts)),
      ]);
    return errorViewOf({
      frame,
      now,
      reported,
      group,
      seen,
      seenBefore,
      versions,
      users,
      deployedBefore: deployedBefore satisfies readonly Deployed[],
      deployments,
      acts,
      seenAgainAt,
    });
  },
});

async function readSeen({ pool }: ProjectCtx, place: Place, stepMs: number, fingerprint: string) {
  const rows = await readTallies(pool, {
    ...place,
    stepMs,
    kind: "error",
    by: ["agent"],
    where: { name: fingerprint, environment: place.environment },
  });
  return rows.map(({ at, key, n }) => ({ at, agent: key.agent, n }));
}

function readVersions(
  { pool, project }: ProjectCtx,
  fingerprint: string,
  lastAt: Date,
): Promise<VersionRow[]> {
  const from = new Date(lastAt.getTime() - VERSIONS_SPAN_MS);
  return select(
    pool,
    `SELECT agent, version, environment, count(*)::float8 AS n FROM (
       SELECT coalesce(agent, '') AS agent, coalesce(version, '') AS version, environment
       FROM event WHERE project_id = $1 AND ts >= $2 AND ts <= $3 AND fingerprint = $4
       ORDER BY ts DESC LIMIT $5
     ) AS newest GROUP BY agent, version, environment ORDER BY n DESC, agent, version LIMIT 20`,
    [project.id, from, lastAt, fingerprint, VERSIONS_EVENTS],
  );
}

const readAffected = (
  { pool, project }: ProjectCtx,
  fingerprint: string,
): Promise<{ readonly userId: string; readonly lastAt: Date }[]> =>
  select(
    pool,
    `SELECT user_id AS "userId", last_at::timestamptz AS "lastAt" FROM error_user
     WHERE project_id = $1 AND fingerprint = $2 ORDER BY last_at DESC, user_id LIMIT $3`,
    [project.id, fingerprint, USERS_SHOWN],
  );

const readActs = ({ db, project }: ProjectCtx, fingerprint: string): Promise<Act[]> =>
  db.auditEntry.findMany({
    where: {
      projectId: project.id,
      objectKind: "error",
      objectId: fingerprint,
      action: { in: [RESOLVED, REOPENED] },
    },
    select: { at: true, action: true, actorName: true, reason: true },
    orderBy: { at: "desc" },
    take: ACTS_SHOWN,
  });

/** The start of the first minute bucket after it was resolved in which it was seen again. */
async function readSeenAgain(
  { pool, project, now }: ProjectCtx,
  fingerprint: string,
  resolvedAt: Date | null,
): Promise<Date | null> {
  if (resolvedAt === null) return null;
  const frame = frameOf({ from: resolvedAt, to: now }, now);
  const rows = await readTallies(pool, {
    projectId: project.id,
    span: { from: new Date(resolvedAt.getTime() + 1), to: frame.to },
    tier: frame.tier,
    stepMs: frame.stepMs,
    kind: "error",
    by: ["name"],
    where: { name: fingerprint },
  });
  const first = rows.find(({ at }) => at !== null && at.getTime() > resolvedAt.getTime());
  return first?.at ?? null;
}

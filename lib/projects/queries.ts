/** Reads about projects: their settings, their environments' rules, and what waits for a second person. */
import { inProjectSchema, nothingSchema } from "@/lib/access/schema";
import { Fault } from "@/lib/core/fault";
import { permissionsOf, ROLES, roleMay } from "@/lib/core/roles";
import { type Actor, type Person, roleIn } from "@/lib/platform/actor";
import type { Db } from "@/lib/platform/db";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { barTo, type Decider, stateOf } from "./approval";
import { ownTargets } from "./own-targets";
import type { ApprovalView, EnvironmentsView, ProjectRow, ProjectView } from "./schema";

const LISTED_APPROVALS = 100;

/** From the row itself: an edit that starts from a remembered one would be refused as stale. */
export const readProject = query({
  may: "telemetry:read",
  input: inProjectSchema,
  run: async ({ db, project: { id } }): Promise<ProjectView> => {
    const project = await db.project.findUnique({ where: { id } });
    if (!project) throw new Fault("not-found", "This project was removed a moment ago");
    const { slug, name, timeZone, isDemo, rawDays, targets, declareIncidents, revision } = project;
    return {
      slug,
      name,
      timeZone,
      isDemo,
      rawDays,
      targets: ownTargets(targets),
      declareIncidents: declareIncidents as ProjectView["declareIncidents"],
      revision,
    };
  },
});

export const listProjects = query({
  may: "session",
  input: nothingSchema,
  run: async ({ db, now, actor }): Promise<ProjectRow[]> => {
    if (actor.kind !== "person") throw new Fault("forbidden", "The list is for people");
    const live = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    const projects = await db.project.findMany({
      ...(!actor.isOwner && { where: { id: { in: Object.keys(actor.roles).map(Number) } } }),
      include: {
        _count: {
          select: {
            memberships: { where: { person: { disabledAt: null } } },
            keys: { where: live },
          },
        },
      },
      orderBy: [{ isDemo: "asc" }, { name: "asc" }, { id: "asc" }],
    });
    return projects.flatMap(({ id, slug, name, isDemo, createdAt, _count }) => {
      const role = roleIn(actor, id);
      if (!role) return [];
      const people = roleMay(role, "people:read") ? _count.memberships : null;
      const keys = roleMay(role, "keys:read") ? _count.keys : null;
      return [{ slug, name, isDemo, role, people, keys, createdAt: createdAt.toISOString() }];
    });
  },
});

export const readEnvironments = query({
  may: "telemetry:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<EnvironmentsView> => {
    const policies = await db.environmentPolicy.findMany({
      where: { projectId: project.id },
      orderBy: { environment: "asc" },
    });
    return {
      policies: policies.map(({ environment, twoPersonRule, updatedAt }) => ({
        environment,
        twoPersonRule,
        updatedAt: updatedAt.toISOString(),
      })),
      deciders: await countDeciders(db, project.id),
    };
  },
});

/** Whoever is to be a second person for everything that a guarded environment asks about. */
const DECIDING = ["approvals:decide", "environments:write", "keys:write"] as const;
const DECIDING_ROLES = ROLES.filter((role) => DECIDING.every((word) => roleMay(role, word)));

export const countDeciders = (db: Db, projectId: number): Promise<number> =>
  db.person.count({
    where: {
      disabledAt: null,
      OR: [
        { isOwner: true },
        { memberships: { some: { projectId, role: { in: [...DECIDING_ROLES] } } } },
      ],
    },
  });

export async function keysAround(
  db: Db,
  projectId: number,
  personId: string,
): Promise<Pick<Decider, "keys" | "strays">> {
  const keys = await db.apiKey.findMany({
    where: { projectId, OR: [{ createdById: personId }, { createdById: null }] },
    select: { id: true, createdById: true },
  });
  const those = (isStray: boolean) =>
    new Set(keys.filter((key) => (key.createdById === null) === isStray).map(({ id }) => id));
  return { keys: those(false), strays: those(true) };
}

/** What waits first, then the newest. */
export const listApprovals = query({
  may: "approvals:read",
  input: inProjectSchema,
  run: async (ctx): Promise<ApprovalView[]> => {
    const { db, now, project, actor } = ctx;
    const rows = await db.approval.findMany({
      where: { projectId: project.id },
      orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
      take: LISTED_APPROVALS,
    });
    const decider = await readerOf(ctx);
    const views = rows.map((row): ApprovalView => {
      const { id, environment, action, says, reason } = row;
      const state = stateOf(row, now);
      return {
        ...{ id, environment, action, says, state, reason },
        requestedBy: row.requestedByName,
        requestedAt: row.requestedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        decidedBy: row.decidedByName,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        usedAt: row.usedAt?.toISOString() ?? null,
        isMine: row.requestedById === actor.id,
        closedBecause: state === "waiting" ? barTo(decider, row) : "It is decided",
      };
    });
    const isWaiting = ({ state }: ApprovalView) => state === "waiting";
    return [...views.filter(isWaiting), ...views.filter((view) => !isWaiting(view))];
  },
});

async function readerOf({ db, actor, project }: ProjectCtx): Promise<Decider> {
  const words = wordsOf(actor, project.id);
  const isOwner = actor.kind === "person" && actor.isOwner;
  return { id: actor.id, isOwner, words, ...(await keysAround(db, project.id, actor.id)) };
}

function wordsOf(actor: Actor, projectId: number): Decider["words"] {
  const role = actor.kind === "person" ? roleIn(actor, projectId) : undefined;
  return role ? permissionsOf(role) : [];
}

/** How many acts wait for exactly this person's decision. */
export async function countWaiting(
  db: Db,
  projectId: number,
  person: Person,
  now: Date,
): Promise<number> {
  const words = wordsOf(person, projectId);
  if (!words.includes("approvals:decide")) return 0;
  const rows = await db.approval.findMany({
    where: { projectId, isApproved: null, usedAt: null, expiresAt: { gt: now } },
    select: { requestedById: true, permission: true },
    take: LISTED_APPROVALS,
  });
  // Asked all the time, and nearly always there is none.
  if (rows.length === 0) return 0;
  const { id, isOwner } = person;
  const decider = { id, isOwner, words, ...(await keysAround(db, projectId, id)) };
  return rows.filter((row) => barTo(decider, row) === null).length;
}

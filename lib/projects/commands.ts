/** Writes about projects: their settings, their end, their environments' rules, and decisions as a second person. */

import { Fault } from "@/lib/core/fault";
import { permissionsOf } from "@/lib/core/roles";
import { sameJson } from "@/lib/core/same";
import { roleIn } from "@/lib/platform/actor";
import { environmentAsking } from "@/lib/platform/approval";
import type { Transaction } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { forgetProjects } from "@/lib/platform/project";
import type { Prisma } from "@/prisma/client/client";
import { barTo, stateOf } from "./approval";
import { keptTargets, ownTargets } from "./own-targets";
import { countDeciders, keysAround } from "./queries";
import {
  decisionSchema,
  policyChangeSchema,
  projectChangeSchema,
  REMOVED,
  removalSchema,
} from "./schema";
import { changesSince, staleMessage } from "./stale";

const UPDATED = "project.update";
/** More changes than these within one edit are not told one by one. */
const TOLD_CHANGES = 5;

export const updateProject = command({
  may: "project:write",
  input: projectChangeSchema,
  run: async ({ db, project }, { project: _slug, revision, ...fields }) => {
    const { id, slug } = project;
    const known = await db.project.findUnique({ where: { id } });
    if (!known) throw new Fault("not-found", "This project was removed a moment ago");
    const { before, after } = differences({ ...known, targets: ownTargets(known.targets) }, fields);
    const isUnchanged = Object.keys(after).length === 0;
    // Whether it is stale is decided by the row itself, so that of two who save at once one is told.
    const { count } = await db.project.updateMany({
      where: { id, revision },
      data: {
        ...after,
        ...(after.targets !== undefined && {
          targets: keptTargets(known.targets, after.targets) as Prisma.InputJsonObject,
        }),
        revision: isUnchanged ? revision : revision + 1,
      },
    });
    if (count === 0) throw await staleFault(db, id, revision);
    forgetProjects();
    return { slug, revision: isUnchanged ? revision : revision + 1, before, after };
  },
  audit: (_input, { revision, before, after }, { project }) =>
    Object.keys(after).length === 0
      ? null
      : {
          action: UPDATED,
          object: { kind: "project", id: String(project.id) },
          before: { ...before, revision: revision - 1 },
          after: { ...after, revision },
        },
});

type Fields = Record<string, Prisma.InputJsonValue | undefined>;
type Sides = { before: Prisma.InputJsonObject; after: Prisma.InputJsonObject };

/** Only what really differs is changed, and so only that is told. */
function differences(known: object, wanted: Fields): Sides {
  const was = known as Fields;
  const names = Object.keys(wanted).filter(
    (name) => wanted[name] !== undefined && !sameJson(wanted[name], was[name]),
  );
  const side = (of: Fields) => Object.fromEntries(names.map((name) => [name, of[name]]));
  return { before: side(was), after: side(wanted) };
}

async function staleFault(db: Transaction, id: number, revision: number): Promise<Fault> {
  const entries = await db.auditEntry.findMany({
    where: { projectId: id, objectKind: "project", objectId: String(id), action: UPDATED },
    orderBy: { seq: "desc" },
    take: TOLD_CHANGES,
  });
  const changes = changesSince(entries, revision);
  return new Fault("conflict", staleMessage(changes), { field: "revision", changes });
}

/**
 * Takes a project away at once, with its keys, memberships and approvals, and leaves a note by which
 * its telemetry is deleted step by step. The audit log stays.
 */
export const removeProject = command({
  may: "project:remove",
  input: removalSchema,
  run: async ({ db, now, project }, { confirm }) => {
    const { id, slug, name, isDemo } = project;
    if (isDemo) {
      throw new Fault("conflict", "This is the demo: remove it in its settings, under Data");
    }
    if (confirm !== slug) {
      throw new Fault("invalid", `Type the short name ${slug} to confirm`, { field: "confirm" });
    }
    const note = { value: { projectId: id }, updatedAt: now };
    const setting = REMOVED + id;
    await db.instanceSetting.upsert({
      where: { name: setting },
      create: { name: setting, ...note },
      update: note,
    });
    const { count } = await db.project.deleteMany({ where: { id } });
    if (count === 0) throw new Fault("not-found", "Somebody else has just removed this project");
    forgetProjects();
    forgetActors();
    return { slug, name };
  },
  audit: ({ reason }, { slug, name }, { project }) => ({
    action: "project.remove",
    object: { kind: "project", id: String(project.id) },
    before: { slug, name },
    reason,
  }),
});

/** Whoever could lift the rule alone would not be held by it: that takes two as well. */
export const setEnvironmentPolicy = command({
  may: "environments:write",
  input: policyChangeSchema,
  secondPerson: {
    action: "environment.update",
    asks: async ({ db, project }, { environment, twoPersonRule, reason }) => {
      const asking = twoPersonRule ? null : await environmentAsking(db, project.id, environment);
      return asking === null
        ? null
        : { environment, says: `Lift the two-person rule of ${environment}: ${reason}` };
    },
  },
  run: async ({ db, now, project }, { environment, twoPersonRule }) => {
    const at = { projectId_environment: { projectId: project.id, environment } };
    const known = await db.environmentPolicy.findUnique({ where: at });
    const before = known?.twoPersonRule ?? false;
    if (twoPersonRule && !before && (await countDeciders(db, project.id)) < 2) {
      throw new Fault(
        "conflict",
        "Nobody else could decide: make a second person admin of this project first",
        { field: "twoPersonRule" },
      );
    }
    const rule = { twoPersonRule, updatedAt: now };
    await db.environmentPolicy.upsert({
      where: at,
      create: { ...at.projectId_environment, ...rule },
      update: rule,
    });
    return { environment, twoPersonRule, before };
  },
  audit: ({ reason }, { environment, twoPersonRule, before }) =>
    twoPersonRule === before
      ? null
      : {
          action: "environment.update",
          object: { kind: "environment", id: environment },
          before: { twoPersonRule: before },
          after: { twoPersonRule },
          reason,
        },
});

export const approveAct = decision(true);
export const refuseAct = decision(false);

/** By somebody else than who asked, who could do the act themselves; once, and in time. */
function decision(isApproved: boolean) {
  return command({
    may: "approvals:decide",
    input: decisionSchema,
    run: async (ctx, { id, reason }) => {
      const { db, now, project, actor } = ctx;
      const known = await db.approval.findFirst({ where: { id, projectId: project.id } });
      if (!known) throw new Fault("not-found", "There is no such approval in this project");
      const bar = barTo(await deciderIn(ctx), known);
      if (bar) throw new Fault("forbidden", bar, { needs: known.permission });
      const { count } = await db.approval.updateMany({
        where: { id, projectId: project.id, isApproved: null, expiresAt: { gt: now } },
        data: {
          isApproved,
          reason,
          decidedAt: now,
          decidedById: actor.id,
          decidedByName: actor.name,
        },
      });
      if (count === 0) throw await tooLate(db, id, now);
      const { action, environment, says, requestedByName } = known;
      return { id, action, environment, says, requestedBy: requestedByName };
    },
    audit: ({ reason }, { id, ...act }) => ({
      action: isApproved ? "approval.approve" : "approval.refuse",
      object: { kind: "approval", id },
      before: { state: "waiting" },
      after: { state: isApproved ? "approved" : "refused", ...act },
      reason,
    }),
  });
}

async function deciderIn({ db, actor, project }: ProjectCtx) {
  if (actor.kind !== "person") throw new Fault("forbidden", "A second person has to be a person");
  const role = roleIn(actor, project.id);
  const { id, isOwner } = actor;
  const words = role ? permissionsOf(role) : [];
  return { id, isOwner, words, ...(await keysAround(db, project.id, id)) };
}

/** Of two who decide at once the second is told what the first decided. */
async function tooLate(db: Transaction, id: string, now: Date): Promise<Fault> {
  const found = await db.approval.findUniqueOrThrow({ where: { id } });
  const state = stateOf(found, now);
  return new Fault(
    "conflict",
    state === "expired"
      ? "This was not decided in time: it has to be asked for again"
      : `${found.decidedByName} has decided about this already`,
    { state },
  );
}

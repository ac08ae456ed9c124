/** Reads what the shell shows around every page. */
import { z } from "zod";
import { countAlerts } from "@/lib/alerts/queries";
import { projectField } from "@/lib/core/ask";
import { Fault } from "@/lib/core/fault";
import { permissionsOf } from "@/lib/core/roles";
import { DAY } from "@/lib/core/time";
import { countIncidents } from "@/lib/incidents/queries";
import { type Person, roleIn } from "@/lib/platform/actor";
import { type Ctx, query } from "@/lib/platform/operation";
import { countWaiting } from "@/lib/projects/queries";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readPulse } from "@/lib/telemetry/store/pulse";
import type { ConsoleState, ProjectEntry } from "./schema";

/** The worker signs each second; half a minute of silence is not a hiccup. */
const WORKER_SILENT_MS = 30_000;
const AGENTS_SEEN_MS = 30 * DAY;

export const readConsole = query({
  may: "session",
  input: z.object({ project: projectField.optional() }),
  run: async (ctx, { project: asked }): Promise<ConsoleState> => {
    const { actor } = ctx;
    if (actor.kind !== "person") throw new Fault("forbidden", "The console is for people");
    const [entries, worker] = await Promise.all([entriesOf(ctx, actor), readWorker(ctx)]);
    const entry = asked === undefined ? entries[0] : entries.find(({ slug }) => slug === asked);
    if (asked !== undefined && !entry) {
      throw new Fault("not-found", "There is no such project, or you are not a member of it", {
        field: "project",
      });
    }
    const { id, ...project } = entry ?? { id: null };
    const seen = id === null ? NOTHING_SEEN : await seenIn(ctx, id);
    const { db, now, pool } = ctx;
    const approvalsWaiting = id === null ? 0 : await countWaiting(db, id, actor, now);
    const alerts = id === null ? null : await countAlerts(pool, id);
    const incidents = id === null ? null : await countIncidents(pool, id);
    return {
      person: { name: actor.name, email: actor.email, isOwner: actor.isOwner },
      projects: entries.map(({ id: _id, ...rest }) => rest),
      project: entry ? (project as ProjectEntry) : null,
      ...seen,
      ...worker,
      permissions: entry ? permissionsOf(entry.role) : [],
      approvalsWaiting,
      alerts,
      incidents,
    };
  },
});

type Entry = ProjectEntry & { readonly id: number };

/** Own projects first, the demo last: whoever has both came for the first. */
async function entriesOf({ db }: Ctx, person: Person): Promise<Entry[]> {
  const mine = Object.keys(person.roles).map(Number);
  const projects = await db.project.findMany({
    ...(!person.isOwner && { where: { id: { in: mine } } }),
    orderBy: [{ isDemo: "asc" }, { name: "asc" }, { id: "asc" }],
  });
  return projects.flatMap(({ id, slug, name, isDemo }) => {
    const role = roleIn(person, id);
    return role ? [{ id, slug, name, isDemo, role }] : [];
  });
}

const NOTHING_SEEN = { environments: [], agents: [], newestEventAt: null };

async function seenIn({ pool, now }: Ctx, projectId: number) {
  const span = {
    from: new Date(now.getTime() - AGENTS_SEEN_MS),
    to: new Date(now.getTime() + DAY),
  };
  const [pulses, counters] = await Promise.all([
    readPulse(pool, projectId),
    readCounters(pool, { projectId, span, tier: "1d", by: ["agent"] }),
  ]);
  const newest = Math.max(...pulses.map(({ newestAt }) => newestAt.getTime()));
  const agents = counters.map(({ key }) => key.agent).filter((agent) => agent !== "");
  return {
    environments: [...new Set(pulses.map(({ environment }) => environment))].sort(),
    agents: agents.sort((a, b) => a.localeCompare(b)),
    newestEventAt: pulses.length > 0 ? new Date(newest).toISOString() : null,
  };
}

async function readWorker({ db, now }: Ctx) {
  const beat = await db.heartbeat.findUnique({ where: { name: "worker" } });
  const age = beat ? now.getTime() - beat.at.getTime() : Number.POSITIVE_INFINITY;
  return { workerAt: beat?.at.toISOString() ?? null, workerOk: age < WORKER_SILENT_MS };
}

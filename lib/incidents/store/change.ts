/** Changes an incident for somebody who has read it: the second of two is told, and the timeline notes what changed. */
import type { Severity } from "@/lib/alerts/schema";
import { clock, day } from "@/lib/core/clock";
import { Fault } from "@/lib/core/fault";
import {
  type Change,
  type IncidentRole,
  ROLE_WORDS,
  ROLES,
  STATUS_WORDS,
  type Status,
} from "@/lib/incidents/schema";
import { refuseTimes, type Times, timesAt } from "@/lib/incidents/state";
import type { EntryKind } from "@/lib/incidents/views";
import { databaseInstant } from "@/lib/notify/store/instant";
import { peopleOf } from "@/lib/oncall/store/people";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import type { Incident, Prisma } from "@/prisma/client/client";
import { addEntry, type Who } from "./declare";
import { endAlerts } from "./drills";

/** Of two who write at once the second sees what the first has done. */
export async function lockedIncident(
  tx: Transaction,
  projectId: number,
  id: string,
): Promise<Incident> {
  await tx.$queryRaw`
    SELECT 1 FROM incident WHERE id = ${id}::uuid AND project_id = ${projectId} FOR UPDATE`;
  const incident = await tx.incident.findFirst({ where: { id, projectId } });
  if (!incident) throw new Fault("not-found", "There is no such incident in this project");
  return incident;
}

type Asked = { readonly id: string; readonly revision: number; readonly change: Change };
type Writing = ProjectCtx & { readonly db: Transaction };

export type Changed = {
  readonly id: string;
  readonly number: number;
  readonly revision: number;
  readonly before: Prisma.InputJsonObject;
  readonly after: Prisma.InputJsonObject;
};

export async function changeIncidentIn(
  ctx: Writing,
  by: Who,
  { id, revision, change }: Asked,
): Promise<Changed> {
  const { db, project } = ctx;
  const known = await lockedIncident(db, project.id, id);
  if (known.revision !== revision) throw await stale(db, known);
  const now = await databaseInstant(db);
  const wanted = {
    ...timesFor(known, change, now),
    ...plain(change),
    ...(await rolesIn(ctx, change)),
  };
  const { before, after, data } = differences(known, wanted);
  const { number } = known;
  if (Object.keys(after).length === 0) return { id, number, revision, before, after };
  const next = await db.incident.update({
    where: { id },
    data: { ...data, revision: revision + 1 },
  });
  for (const { kind, text } of notesOf(known, next, change, project.timeZone))
    await addEntry(db, id, { kind, text, by, at: now });
  const isOver = known.resolvedAt === null && next.resolvedAt !== null;
  if (isOver && known.isDrill) await endAlerts(db, project.id, id, now);
  return { id, number, revision: revision + 1, before, after };
}

async function stale(db: Transaction, { id, projectId }: Incident): Promise<Fault> {
  const last = await db.auditEntry.findFirst({
    where: { projectId, objectKind: "incident", objectId: id, action: "incident.change" },
    orderBy: { seq: "desc" },
    select: { actorName: true },
  });
  const who = last?.actorName ?? "Somebody";
  return new Fault(
    "conflict",
    `${who} has changed this incident since you read it: look at it again, then change it`,
    { field: "revision" },
  );
}

/** A status brings its times; a time that is given stands. */
function timesFor(known: Incident, change: Change, now: Date): Times {
  const status = (change.status ?? known.status) as Status;
  const isTold = change.status !== undefined && change.status !== known.status;
  const { startedAt, detectedAt, mitigatedAt, resolvedAt } = known;
  const was = { startedAt, detectedAt, mitigatedAt, resolvedAt };
  const moved = isTold ? timesAt(status, known.status as Status, was, now) : was;
  const resolved = change.resolvedAt ?? moved.resolvedAt;
  // Written down afterwards: when somebody saw it is not when it was declared.
  const seen =
    resolved && moved.detectedAt && moved.detectedAt > resolved ? null : moved.detectedAt;
  const times = {
    startedAt: change.startedAt ?? moved.startedAt,
    detectedAt: change.detectedAt === undefined ? seen : change.detectedAt,
    mitigatedAt: change.mitigatedAt === undefined ? moved.mitigatedAt : change.mitigatedAt,
    resolvedAt: resolved,
  };
  if (change.resolvedAt && status !== "resolved")
    throw new Fault("invalid", "resolvedAt: set the status to resolved as well", {
      field: "resolvedAt",
    });
  refuseTimes(times, now);
  return times;
}

const PLAIN = [
  "title",
  "severity",
  "status",
  "summary",
  "impact",
  "runbook",
  "updateEveryMinutes",
] as const satisfies readonly (keyof Change)[];

const plain = (change: Change): Record<string, unknown> =>
  Object.fromEntries(
    PLAIN.filter((field) => change[field] !== undefined).map((field) => [field, change[field]]),
  );

/** Only people of the project: a role is a promise to be there. */
async function rolesIn({ db, project }: Writing, change: Change): Promise<Record<string, unknown>> {
  const asked = ROLES.filter((role) => change[role] !== undefined);
  if (asked.length === 0) return {};
  const people = await peopleOf(db, project.id);
  return Object.fromEntries(asked.flatMap((role) => roleFields(role, change[role], people)));
}

function roleFields(
  role: IncidentRole,
  id: string | null | undefined,
  people: Awaited<ReturnType<typeof peopleOf>>,
): [string, string | null][] {
  const person = people.find((one) => one.id === id && !one.isGone);
  if (id && !person)
    throw new Fault("invalid", `${role}: is nobody of this project`, { field: role });
  return [
    [`${role}Id`, person?.id ?? null],
    [`${role}Name`, person?.name ?? null],
  ];
}

/** Only what really differs is changed, and so only that is told. */
function differences(known: Incident, wanted: Record<string, unknown>) {
  const was = known as unknown as Record<string, unknown>;
  const textOf = (value: unknown) => JSON.stringify(value ?? null);
  const names = Object.keys(wanted).filter((name) => textOf(wanted[name]) !== textOf(was[name]));
  const side = (of: Record<string, unknown>): Prisma.InputJsonObject =>
    JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, of[name] ?? null]))));
  const data: Prisma.IncidentUpdateInput = Object.fromEntries(
    names.map((name) => [name, wanted[name]]),
  );
  return { before: side(was), after: side(wanted), data };
}

type Note = { readonly kind: EntryKind; readonly text: string };

function notesOf(before: Incident, after: Incident, change: Change, zone: string): Note[] {
  const notes: Note[] = [];
  if (before.severity !== after.severity)
    notes.push({
      kind: "severity",
      text: `Severity: ${before.severity} → ${after.severity as Severity}`,
    });
  if (before.status !== after.status)
    notes.push({
      kind: "status",
      text: `Status: ${STATUS_WORDS[before.status as Status]} → ${STATUS_WORDS[after.status as Status]}`,
    });
  for (const role of ROLES) {
    const [was, is] = [before[`${role}Name`], after[`${role}Name`]];
    if (was !== is) notes.push({ kind: "role", text: `${ROLE_WORDS[role]}: ${is ?? "nobody"}` });
  }
  return [...notes, ...timeNotes(before, after, change, zone)];
}

const TIMES = {
  startedAt: "Began",
  detectedAt: "Detected",
  mitigatedAt: "Mitigated",
  resolvedAt: "Resolved",
} as const;

/** Corrected by hand: the figures follow, so it is said. What a status brings with it is not. */
function timeNotes(before: Incident, after: Incident, change: Change, zone: string): Note[] {
  return (Object.keys(TIMES) as (keyof typeof TIMES)[]).flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (change[field] === undefined || was?.getTime() === is?.getTime()) return [];
    const when = is ? `${day(is, zone)} ${clock(is, zone)} (${zone})` : "not yet";
    return [{ kind: "time" as const, text: `${TIMES[field]}: ${when}` }];
  });
}

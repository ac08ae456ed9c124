/** Writes of a runbook's steps within an incident: done or not, whose, and what there is to say. */
import { openSchema, stepSchema } from "@/lib/incidents/schema";
import { lockedIncident } from "@/lib/incidents/store/change";
import { addEntry } from "@/lib/incidents/store/declare";
import { ownerIn } from "@/lib/incidents/store/owner";
import type { EntryKind } from "@/lib/incidents/views";
import { databaseInstant } from "@/lib/notify/store/instant";
import { command } from "@/lib/platform/operation";
import type { IncidentStep } from "@/prisma/client/client";

const pageOf = (id: string, runbook: string): string => `/runbooks/${runbook}?incident=${id}`;

/** Opening it is a step of the response: noted the first time. */
export const openRunbook = command({
  may: "incidents:write",
  input: openSchema,
  run: async ({ db, project, actor }, { id, runbook }) => {
    const { number } = await lockedIncident(db, project.id, id);
    const text = `Opened the runbook ${runbook}`;
    const isNews = (await db.incidentEntry.count({ where: { incidentId: id, text } })) === 0;
    if (isNews) {
      const by = { id: actor.id, name: actor.name };
      const at = await databaseInstant(db);
      await addEntry(db, id, { kind: "runbook", text, by, at, url: pageOf(id, runbook) });
    }
    return { id, number, hasChanged: isNews };
  },
  audit: ({ runbook }, { id, number, hasChanged }) =>
    hasChanged
      ? {
          action: "incident.open-runbook",
          object: { kind: "incident", id },
          after: { number, runbook },
        }
      : null,
});

const FRESH = { doneAt: null, doneByName: null, ownerId: null, ownerName: null } as const;

type Note = { readonly kind: EntryKind; readonly text: string; readonly isComment: boolean };

/** What is asked for a second time changes nothing: two people may tick at once. */
export const markStep = command({
  may: "incidents:write",
  input: stepSchema,
  run: async (ctx, { id, runbook, step, text, isDone, owner, comment }) => {
    const { db, project, actor } = ctx;
    const { number } = await lockedIncident(db, project.id, id);
    const at = await databaseInstant(db);
    const place = { incidentId: id, runbook, step };
    const held = await db.incidentStep.findUnique({
      where: { incidentId_runbook_step: place },
    });
    // Written anew meanwhile, it asks for something else: nobody has done that yet.
    const known = held?.text === text ? held : null;
    const isTurned = isDone !== undefined && isDone !== Boolean(known?.doneAt);
    const done = isDone
      ? { doneAt: at, doneByName: actor.name }
      : { doneAt: null, doneByName: null };
    const data = {
      ...(known === null && FRESH),
      ...(isTurned && done),
      ...{ ...(await ownerIn(db, project.id, owner)), text },
    };
    const kept = await db.incidentStep.upsert({
      where: { incidentId_runbook_step: place },
      create: { ...place, ...data },
      update: data,
    });
    const notes = notesOf(known, kept, comment);
    for (const { kind, text: words, isComment } of notes) {
      await addEntry(db, id, {
        ...{ kind, text: words, by: { id: actor.id, name: actor.name }, at },
        ...(isComment ? { on: { runbook, step } } : { url: pageOf(id, runbook) }),
      });
    }
    return { id, number, said: notes.map((note) => note.text) };
  },
  afterwards: async (_ctx, { id, said }) => ({ id, hasChanged: said.length > 0 }),
  audit: ({ runbook, step }, { id, number, said }) =>
    said.length === 0
      ? null
      : {
          action: "incident.step",
          object: { kind: "incident", id },
          after: { number, runbook, step, said },
        },
});

function notesOf(
  before: IncidentStep | null,
  after: IncidentStep,
  comment: string | undefined,
): Note[] {
  const notes: Note[] = [];
  const { text, doneAt, ownerName } = after;
  const step = { kind: "runbook", isComment: false } as const;
  if (Boolean(before?.doneAt) !== Boolean(doneAt))
    notes.push({ ...step, text: `${doneAt ? "Done" : "Not done after all"}: ${text}` });
  if ((before?.ownerId ?? null) !== after.ownerId)
    notes.push({ ...step, text: `For ${ownerName ?? "nobody"}: ${text}` });
  if (comment !== undefined) notes.push({ kind: "note", text: comment, isComment: true });
  return notes;
}

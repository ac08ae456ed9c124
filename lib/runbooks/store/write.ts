/** A text that comes into force: one more version, and what of it is listed and searched. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { type Reading, readingOf } from "@/lib/runbooks/reading";
import type { RunbookKept } from "@/lib/runbooks/schema";
import { keepSections } from "./sections";
import { hashOf } from "./shipped";

type Writing = ProjectCtx & { readonly db: Transaction };
type Where = { readonly slug: string; readonly collection: string; readonly path: string };
type Text = {
  readonly text: string;
  readonly message: string;
  /** What the writer has read; 0 is none, or the shipped text. */
  readonly revision: number;
};

export async function keepText(
  ctx: Writing,
  where: Where,
  { text, message, revision }: Text,
): Promise<RunbookKept> {
  const { db, project, now, actor } = ctx;
  const { slug } = where;
  const reading = readingOf(text, where);
  const { title, facts, sections } = reading;
  const next = await nextNumber(ctx, slug);
  const id = await rowFor(ctx, where, reading, { revision, next });
  await db.runbookVersion.create({
    data: {
      ...{ id: newId(now), runbookId: id, number: next, text, message },
      ...{ authorName: actor.name, at: now },
    },
  });
  await keepSections(db, project.id, [{ slug, title, facts, sections, hash: hashOf(text) }]);
  return { slug, revision: next };
}

/** After all versions there ever were: those of a text that was removed stay. */
async function nextNumber({ db, project }: Writing, slug: string): Promise<number> {
  const { _max } = await db.runbookVersion.aggregate({
    where: { runbook: { projectId: project.id, slug } },
    _max: { number: true },
  });
  return (_max.number ?? 0) + 1;
}

/** Whether it is stale is decided by the row itself, so that of two who save at once one is told. */
async function rowFor(
  { db, project, now }: Writing,
  { slug, collection, path }: Where,
  { title, summary, facts }: Reading,
  { revision, next }: { readonly revision: number; readonly next: number },
): Promise<string> {
  const data = { collection, path, title, summary, facts, revision: next, updatedAt: now };
  const where = { projectId: project.id, slug };
  const { count } = await db.runbook.updateMany({ where: { ...where, revision }, data });
  if (count === 0) {
    if (revision > 0 || (await db.runbook.count({ where })) > 0) throw staleFault();
    const { count: made } = await db.runbook.createMany({
      data: [{ ...where, ...data, id: newId(now), createdAt: now }],
      skipDuplicates: true,
    });
    if (made === 0) throw staleFault();
  }
  const row = await db.runbook.findUniqueOrThrow({
    where: { projectId_slug: where },
    select: { id: true },
  });
  return row.id;
}

const newId = (now: Date): string => uuidV7(now.getTime(), randomBytes(10));

const staleFault = (): Fault =>
  new Fault(
    "conflict",
    "Somebody has changed this runbook since you read it: look at it again, then change it",
    { field: "revision" },
  );

/** Writes of runbooks: written, brought from files, changed, owned, used and removed. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import type { Transaction } from "@/lib/platform/db";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { peopleOf } from "@/lib/runbooks/store/people";
import { keepText } from "@/lib/runbooks/store/write";
import { isReserved, RESERVED_WHY, slugOfPath } from "./place";
import {
  type ImportedFile,
  importSchema,
  MOST_CHARACTERS,
  newRunbookSchema,
  ownerSchema,
  type RunbookKept,
  removalSchema,
  runbookChangeSchema,
  useSchema,
} from "./schema";
import { found, type Held, heldIn, missingFault, textOf, versionOf } from "./store/kept";
import { dropSections } from "./store/sections";
import { shippedRunbooks } from "./store/shipped";

type Writing = ProjectCtx & { readonly db: Transaction };

const MOST_RUNBOOKS = 5_000;

export const createRunbook = command({
  may: "runbooks:write",
  input: newRunbookSchema,
  run: async (ctx: Writing, { slug, text, message }): Promise<RunbookKept> => {
    const held = await heldIn(ctx.db, ctx.project.id);
    if (held.some((one) => one.slug === slug)) {
      throw new Fault("conflict", `There is a runbook called “${slug}” already: change that one`, {
        field: "slug",
      });
    }
    refuseMore(held.length, 1);
    const place = { slug, collection: "", path: `${slug}.md` };
    return keepText(ctx, place, { text, message: message || "Written", revision: 0 });
  },
  audit: (_input, { slug, revision }) => ({
    action: "runbook.create",
    object: { kind: "runbook", id: slug },
    after: { revision },
  }),
});

export const changeRunbook = command({
  may: "runbooks:write",
  input: runbookChangeSchema,
  run: async (ctx: Writing, { slug, revision, text, message }): Promise<RunbookKept> => {
    const one = found(await heldIn(ctx.db, ctx.project.id), slug);
    const { collection, path } = one;
    return keepText(
      ctx,
      { slug, collection, path },
      { text, message: message || "Changed", revision },
    );
  },
  audit: ({ message, revision: before }, { slug, revision }) => ({
    action: "runbook.update",
    object: { kind: "runbook", id: slug },
    before: { revision: before },
    after: { revision, message },
  }),
});

export const importRunbooks = command({
  may: "runbooks:write",
  input: importSchema,
  run: async (ctx: Writing, { collection, files }): Promise<ImportedFile[]> => {
    const held = await heldIn(ctx.db, ctx.project.id);
    refuseMore(held.length, files.length);
    const known = new Map(held.map((one) => [one.slug, one]));
    const done: ImportedFile[] = [];
    for (const file of files) {
      done.push(await brought(ctx, { collection, known, done }, file));
    }
    return done;
  },
  audit: ({ collection }, files) => ({
    action: "runbook.import",
    object: { kind: "runbook", id: collection || "files" },
    after: { files: files.map(({ path, slug, what }) => ({ path, slug, what })) },
  }),
});

type File = { readonly path: string; readonly text: string };

type Import = {
  readonly collection: string;
  readonly known: ReadonlyMap<string, Held>;
  readonly done: readonly ImportedFile[];
};

async function brought(
  ctx: Writing,
  { collection, known, done }: Import,
  { path: given, text }: File,
): Promise<ImportedFile> {
  const path = given.replaceAll("\\", "/").replace(/^\.?\/+/, "");
  const slug = slugOfPath(collection ? `${collection}/${path}` : path);
  const there = known.get(slug);
  const reason = refusalOf({ path, slug, collection, there, done }) ?? emptyOrLong(text);
  if (reason) return { path, slug: slug || null, what: "refused", reason };
  if (there && (await textOf(ctx.db, there)) === text) {
    return { path, slug, what: "unchanged", reason: null };
  }
  const revision = there?.row?.revision ?? 0;
  const replaced = there ? await replacedBy(ctx, there) : null;
  await keepText(ctx, { slug, collection, path }, { text, message: BROUGHT, revision });
  return { path, slug, what: there ? "updated" : "created", reason: replaced };
}

const BROUGHT = "Brought from a file";

/** Nothing to tell where one file follows another. */
async function replacedBy({ db }: Writing, { row }: Held): Promise<string | null> {
  if (!row || row.revision === 0) return "replaces the runbook that is shipped";
  const { message, number, authorName } = await versionOf(db, row.id, row.revision);
  return message === BROUGHT ? null : `replaces version ${number}, written here by ${authorName}`;
}

function emptyOrLong(text: string): string | null {
  if (text.trim() === "") return "is empty";
  return text.length > MOST_CHARACTERS ? `has more than ${MOST_CHARACTERS} characters` : null;
}

function refusalOf({
  path,
  slug,
  collection,
  there,
  done,
}: {
  readonly path: string;
  readonly slug: string;
  readonly collection: string;
  readonly there: Held | undefined;
  readonly done: readonly ImportedFile[];
}): string | null {
  if (!/\.(?:md|markdown)$/i.test(path)) return "is no Markdown file";
  if (slug === "") return "its name has no letter or digit";
  if (isReserved(slug)) return RESERVED_WHY;
  if (done.some((one) => one.slug === slug)) return "another of these files has the same name";
  return there && there.collection !== collection
    ? `“${there.title}” of another collection has this name`
    : null;
}

function refuseMore(held: number, more: number): void {
  if (held + more > MOST_RUNBOOKS)
    throw new Fault("conflict", `A project has at most ${MOST_RUNBOOKS} runbooks`);
}

export const ownRunbook = command({
  may: "runbooks:write",
  input: ownerSchema,
  run: async ({ db, project, now }: Writing, { slug, ownerId }) => {
    const one = found(await heldIn(db, project.id), slug);
    const people = await peopleOf(db, project.id);
    if (ownerId !== null && !people.includes(ownerId)) {
      throw new Fault("invalid", "ownerId: belongs to nobody of this project", {
        field: "ownerId",
      });
    }
    await touch({ db, project, now }, slug, { ownerId });
    return { slug, before: one.row?.ownerId ?? null };
  },
  audit: ({ ownerId }, { slug, before }) => ({
    action: "runbook.own",
    object: { kind: "runbook", id: slug },
    before: { ownerId: before },
    after: { ownerId },
  }),
});

/** Whoever may read it may say that it was of use: opening it from an alert does. */
export const useRunbook = command({
  may: "runbooks:read",
  input: useSchema,
  run: async (ctx: Writing, { slug, isDrill }) => {
    found(await heldIn(ctx.db, ctx.project.id), slug);
    await touch(ctx, slug, isDrill ? { lastDrilledAt: ctx.now } : { lastUsedAt: ctx.now });
    return { slug };
  },
  audit: null,
});

type Touched = { ownerId?: string | null; lastUsedAt?: Date; lastDrilledAt?: Date };

/** A shipped runbook has no row before something is to be remembered of it. */
async function touch(
  { db, project, now }: Pick<Writing, "db" | "project" | "now">,
  slug: string,
  data: Touched,
): Promise<void> {
  const shipped = shippedRunbooks().get(slug);
  const { title, path } = shipped ?? { title: slug, path: `${slug}.md` };
  await db.runbook.upsert({
    where: { projectId_slug: { projectId: project.id, slug } },
    update: data,
    create: {
      id: uuidV7(now.getTime(), randomBytes(10)),
      ...{ projectId: project.id, slug, path, title, facts: {} },
      ...{ createdAt: now, updatedAt: now, ...data },
    },
  });
}

/** No text of the project counts any more; its versions stay, and are there again once one is written by this name. */
export const removeRunbook = command({
  may: "runbooks:write",
  input: removalSchema,
  run: async ({ db, project, now }: Writing, { slug }) => {
    const one = found(await heldIn(db, project.id), slug);
    if (!one.row || one.row.revision === 0) {
      throw new Fault(
        "conflict",
        "This runbook is shipped and unchanged: there is nothing to remove",
      );
    }
    const { id, revision } = one.row;
    const { count } = await db.runbook.updateMany({
      where: { id, revision },
      data: { revision: 0, facts: {}, updatedAt: now },
    });
    if (count === 0) throw missingFault();
    await dropSections(db, project.id, [slug]);
    return { slug, revision, isShipped: one.shipped !== null };
  },
  afterwards: async (_ctx, { slug, isShipped }) => ({ slug, isShipped }),
  audit: ({ reason }, { slug, revision }) => ({
    action: "runbook.remove",
    object: { kind: "runbook", id: slug },
    before: { revision },
    reason,
  }),
});

/** Reads what was done: of one project for its administrators, of everything for the owner of the instance. */
import type { Db } from "@/lib/platform/db";
import type { Download } from "@/lib/platform/http-download";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import type { Prisma } from "@/prisma/client/client";
import { FORMATS, filenameOf } from "./export";
import {
  type AuditFilters,
  type AuditPage,
  type AuditView,
  auditAskSchema,
  auditExportSchema,
  type ExportFormat,
  instanceAuditAskSchema,
  instanceExportSchema,
} from "./schema";

type Where = Prisma.AuditEntryWhereInput;
type Paging = { readonly cursor?: number | undefined; readonly limit: number };

const EXPORT_PAGE = 500;
const INSTANCE: Where = {};

/** That a project was made is told in no project, and belongs to its history all the same. */
const inProject = ({ project: { id } }: Pick<ProjectCtx, "project">): Where => ({
  OR: [{ projectId: id }, { objectKind: "project", objectId: String(id) }],
});

export const listAudit = query({
  may: "audit:read",
  input: auditAskSchema,
  run: (ctx, { project: _slug, cursor, limit, ...filters }) =>
    pageOf(ctx.db, inProject(ctx), filters, { cursor, limit }),
});

export const listInstanceAudit = query({
  may: "instance:write",
  input: instanceAuditAskSchema,
  run: ({ db }, { cursor, limit, ...filters }) => pageOf(db, INSTANCE, filters, { cursor, limit }),
});

export const exportAudit = query({
  may: "audit:read",
  input: auditExportSchema,
  run: async (ctx, { project: slug, format, ...filters }): Promise<Download> => ({
    contentType: FORMATS[format].contentType,
    filename: filenameOf(slug, ctx.now, format),
    parts: partsOf(ctx.db, inProject(ctx), filters, format),
  }),
});

export const exportInstanceAudit = query({
  may: "instance:write",
  input: instanceExportSchema,
  run: async ({ db, now }, { format, ...filters }): Promise<Download> => ({
    contentType: FORMATS[format].contentType,
    filename: filenameOf("instance", now, format),
    parts: partsOf(db, INSTANCE, filters, format),
  }),
});

async function pageOf(
  db: Db,
  scope: Where,
  filters: AuditFilters,
  { cursor, limit }: Paging,
): Promise<AuditPage> {
  const older: Where = cursor === undefined ? {} : { seq: { lt: cursor } };
  const [rows, newest] = await Promise.all([
    db.auditEntry.findMany({
      where: { AND: [scope, chosen(filters), older] },
      orderBy: { seq: "desc" },
      take: limit + 1,
    }),
    db.auditEntry.findFirst({
      where: scope,
      orderBy: { seq: "desc" },
      select: { seq: true, hash: true },
    }),
  ]);
  const entries = await viewsOf(db, rows.slice(0, limit));
  return { entries, next: rows.length > limit ? (entries.at(-1)?.seq ?? null) : null, newest };
}

/** Oldest first, as a history reads; a page at a time, with nothing held open in between. */
async function* partsOf(
  db: Db,
  scope: Where,
  filters: AuditFilters,
  format: ExportFormat,
): AsyncGenerator<string> {
  const { head, part } = FORMATS[format];
  let after = 0;
  let text = head;
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { AND: [scope, chosen(filters), { seq: { gt: after } }] },
      orderBy: { seq: "asc" },
      take: EXPORT_PAGE,
    });
    yield text + part(await viewsOf(db, rows));
    text = "";
    if (rows.length < EXPORT_PAGE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

function chosen({ actor, actorKind, action, kind, object, from, to, search }: AuditFilters): Where {
  return {
    ...(actorKind && { actorKind }),
    ...(action && { action }),
    ...(kind && { objectKind: kind }),
    ...(object && { objectId: object }),
    ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
    ...(search && { reason: containing(search) }),
    ...(actor && { OR: [{ actorId: actor }, { actorName: containing(actor) }] }),
  };
}

/** What is typed is looked for as it is: `%` and `_` are no wildcards. */
const containing = (text: string) => ({
  contains: text.replaceAll(/[\\%_]/g, "\\$&"),
  mode: "insensitive" as const,
});

type Row = Prisma.AuditEntryGetPayload<object>;

async function viewsOf(db: Db, rows: readonly Row[]): Promise<AuditView[]> {
  const ids = [...new Set(rows.flatMap(({ projectId }) => projectId ?? []))];
  const projects = await db.project.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true },
  });
  const slugs = new Map(projects.map(({ id, slug }) => [id, slug]));
  return rows.map(({ at, projectId, ...entry }) => ({
    ...entry,
    at: at.toISOString(),
    project: projectId === null ? null : (slugs.get(projectId) ?? null),
  }));
}

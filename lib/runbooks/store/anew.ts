/** Sections that a release before has kept, or none, kept anew as this one takes texts apart. */
import type { Db, Transaction } from "@/lib/platform/db";
import { shared } from "@/lib/platform/process";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { readingOf } from "@/lib/runbooks/reading";
import { dropSections, keepSections } from "./sections";
import { hashOf, type Shipped, shippedRunbooks, WAY } from "./shipped";

/** Once a process: those of the release take the place of those of the one before. */
export async function ensureSections(db: Db): Promise<void> {
  const state = shared("kept-sections", () => ({ done: null as Promise<void> | null }));
  state.done ??= keepShipped(db).then(() => keepAnew(db));
  await state.done.catch((error: unknown) => {
    state.done = null;
    throw error;
  });
}

async function keepShipped(db: Db): Promise<void> {
  const shipped = [...shippedRunbooks().values()];
  if (isSame(await hashesIn(db), shipped)) return;
  await db.$transaction(async (tx: Transaction) => {
    // Of several processes that start at once one writes, and the others find it done.
    await rowsOf(tx, "SELECT 1 AS one FROM pg_advisory_xact_lock(hashtext('wheelhouse.runbooks'))");
    const there = await hashesIn(tx);
    if (isSame(there, shipped)) return;
    await dropSections(tx, null, [...there.keys()]);
    await keepSections(tx, null, shipped);
  });
}

async function hashesIn(on: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ slug: string; hash: string }>(
    on,
    "SELECT DISTINCT slug, text_hash AS hash FROM runbook_section WHERE project_id IS NULL",
  );
  return new Map(rows.map(({ slug, hash }) => [slug, hash]));
}

const isSame = (there: ReadonlyMap<string, string>, shipped: readonly Shipped[]): boolean =>
  there.size === shipped.length && shipped.every(({ slug, hash }) => there.get(slug) === hash);

const PORTION = 20;

type Old = {
  readonly projectId: number;
  readonly slug: string;
  readonly collection: string;
  readonly path: string;
  readonly text: string;
};

/** Those of projects. */
async function keepAnew(db: Db): Promise<void> {
  let done = PORTION;
  while (done === PORTION) done = await db.$transaction(keepPortion);
}

/** Whoever writes one of them meanwhile waits for its row. */
async function keepPortion(tx: Transaction): Promise<number> {
  const old = await rowsOf<Old>(
    tx,
    `SELECT r.project_id AS "projectId", r.slug, r.collection, r.path, v.text
     FROM runbook r JOIN runbook_version v ON v.runbook_id = r.id AND v.number = r.revision
     WHERE EXISTS (SELECT 1 FROM runbook_section s
       WHERE s.project_id = r.project_id AND s.slug = r.slug AND NOT starts_with(s.text_hash, $1))
     ORDER BY r.id LIMIT ${PORTION} FOR UPDATE OF r`,
    [`${WAY}.`],
  );
  for (const { projectId, slug, text, ...place } of old) {
    const { title, facts, sections } = readingOf(text, place);
    await keepSections(tx, projectId, [{ slug, title, facts, sections, hash: hashOf(text) }]);
  }
  return old.length;
}

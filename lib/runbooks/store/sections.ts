/** Sections of runbooks where Postgres can search them. */
import type { Db, Transaction } from "@/lib/platform/db";
import type { Pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Section } from "@/lib/runbooks/markdown/outline";
import type { Facts } from "@/lib/runbooks/reading";
import { HIT, wordsOf } from "@/lib/runbooks/search";
import { type Shipped, shippedRunbooks } from "./shipped";

export type Searched = {
  readonly slug: string;
  readonly title: string;
  readonly facts: Pick<Facts, "alerts" | "keywords">;
  readonly sections: readonly Section[];
  readonly hash: string;
};

/** The longest that a section is searched to; Postgres takes a megabyte of words. */
const MOST_BODY = 100_000;

/** Takes the place of what was there of the runbook. Null is every project's. */
export async function keepSections(
  on: Connection,
  projectId: number | null,
  runbooks: readonly Searched[],
): Promise<void> {
  await dropSections(
    on,
    projectId,
    runbooks.map(({ slug }) => slug),
  );
  const rows = runbooks.flatMap(({ slug, title, facts, sections, hash }) =>
    (sections.length > 0 ? sections : [{ anchor: "", heading: "", body: "" }]).map(
      ({ anchor, heading, body }, position) => ({
        ...{ slug, title, hash, position, anchor, heading, body: body.slice(0, MOST_BODY) },
        words: [...facts.alerts, ...facts.keywords].join(" "),
      }),
    ),
  );
  await rowsOf(
    on,
    `INSERT INTO runbook_section (project_id, slug, position, anchor, title, heading, body, words, text_hash, search)
     SELECT $1::int, slug, position, anchor, title, heading, body, words, hash,
       setweight(to_tsvector('english', title), 'A')
       || setweight(to_tsvector('english', heading || ' ' || CASE WHEN position = 0 THEN words ELSE '' END), 'B')
       || setweight(to_tsvector('english', body), 'D')
     FROM jsonb_to_recordset($2::jsonb) AS x(slug text, position int, anchor text, title text, heading text,
       body text, words text, hash text)`,
    [projectId, JSON.stringify(rows)],
  );
}

export async function dropSections(
  on: Connection,
  projectId: number | null,
  slugs: readonly string[],
): Promise<void> {
  await rowsOf(
    on,
    `DELETE FROM runbook_section
     WHERE project_id IS NOT DISTINCT FROM $1::int AND slug = ANY($2::text[])`,
    [projectId, slugs],
  );
}

/** Once a process: those of the release take the place of those of the one before. */
export async function ensureShipped(db: Db): Promise<void> {
  const state = shared("shipped-sections", () => ({ done: null as Promise<void> | null }));
  state.done ??= keepShipped(db);
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

export type HitRow = {
  readonly slug: string;
  readonly anchor: string;
  readonly title: string;
  readonly heading: string;
  readonly excerpt: string;
};

/** A project's sections, and the shipped ones of which it has no text of its own. */
const OF_PROJECT = `(s.project_id = $1::int OR (s.project_id IS NULL AND NOT EXISTS (
  SELECT 1 FROM runbook r WHERE r.project_id = $1::int AND r.slug = s.slug AND r.revision > 0)))`;
const MOST_HITS = 20;
const MARKS = `StartSel=${HIT.start}, StopSel=${HIT.stop}`;

/** The best section of each runbook, best first: the title counts most, then headings, then the text. */
export const searchSections = (pool: Pool, projectId: number, tsquery: string): Promise<HitRow[]> =>
  rowsOf<HitRow>(
    pool,
    `WITH asked AS (SELECT to_tsquery('english', $2::text) AS q),
     best AS (
       SELECT DISTINCT ON (s.slug) s.slug, s.anchor, s.title, s.heading, s.body, s.position,
         ts_rank('{0.05, 0.1, 0.4, 1.0}', s.search, q) AS rank
       FROM runbook_section s, asked WHERE s.search @@ q AND ${OF_PROJECT}
       ORDER BY s.slug, rank DESC, s.position
     ), top AS (SELECT * FROM best ORDER BY rank DESC, slug LIMIT ${MOST_HITS})
     SELECT slug, anchor,
       ts_headline('english', title, q, $3 || ', HighlightAll=true') AS title,
       ts_headline('english', heading, q, $3 || ', HighlightAll=true') AS heading,
       ts_headline('english', left(body, 4000), q, $3 || ', MaxWords=24, MinWords=10, MaxFragments=1') AS excerpt
     FROM top, asked ORDER BY rank DESC, slug`,
    [projectId, tsquery, MARKS],
  );

type Vocabulary = { readonly stamp: string; readonly words: ReadonlySet<string> };

/** Words of titles, headings, alerts and keywords; read anew where something was written since. */
export async function vocabularyOf(pool: Pool, projectId: number): Promise<ReadonlySet<string>> {
  const known = shared("runbook-words", () => new Map<number, Vocabulary>());
  const [row] = await rowsOf<{ stamp: string }>(
    pool,
    `SELECT concat(count(*), ' ', max(updated_at), ' ', sum(revision)) AS stamp
     FROM runbook WHERE project_id = $1::int`,
    [projectId],
  );
  const stamp = row?.stamp ?? "";
  const held = known.get(projectId);
  if (held?.stamp === stamp) return held.words;
  const rows = await rowsOf<{ text: string }>(
    pool,
    `SELECT DISTINCT concat_ws(' ', s.title, s.heading, s.words) AS text
     FROM runbook_section s WHERE ${OF_PROJECT}`,
    [projectId],
  );
  const words = new Set(rows.flatMap(({ text }) => wordsOf(text)));
  if (known.size >= MOST_PROJECTS) known.clear();
  known.set(projectId, { stamp, words });
  return words;
}

const MOST_PROJECTS = 100;

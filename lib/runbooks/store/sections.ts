/** Sections of runbooks where Postgres can search them. */
import type { Pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Section } from "@/lib/runbooks/markdown/outline";
import type { Facts } from "@/lib/runbooks/reading";
import { type Asked, type Stems, tsqueryOf, type Vocabulary, wordsOf } from "@/lib/runbooks/search";

export type Searched = {
  readonly slug: string;
  readonly title: string;
  readonly facts: Pick<Facts, "alerts" | "keywords">;
  readonly sections: readonly Section[];
  readonly hash: string;
};

/** The longest that a section is searched to; Postgres takes a megabyte of words. */
const MOST_BODY = 100_000;

const NO_SECTION: Section = { anchor: "", heading: "", body: "" };

/** As the words of a question are, so that the two meet; Postgres itself would take an address for one word. */
const searched = (text: string): string => wordsOf(text).join(" ");

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
  const rows = runbooks.flatMap(({ slug, title, facts, sections, hash }) => {
    const words = [...facts.alerts, ...facts.keywords].join(" ");
    return (sections.length > 0 ? sections : [NO_SECTION]).map((section, position) => {
      const { anchor } = section;
      const heading = section.heading.normalize("NFC");
      const body = section.body.slice(0, MOST_BODY).normalize("NFC");
      return {
        ...{ slug, title: title.normalize("NFC"), hash, position, anchor, heading, body, words },
        as_title: searched(title),
        as_heading: searched(position === 0 ? `${heading} ${words}` : heading),
        as_body: searched(body),
      };
    });
  });
  await rowsOf(
    on,
    `INSERT INTO runbook_section (project_id, slug, position, anchor, title, heading, body, words, text_hash, search)
     SELECT $1::int, slug, position, anchor, title, heading, body, words, hash,
       setweight(to_tsvector('simple', as_title) || to_tsvector('english', as_title), 'A')
       || setweight(to_tsvector('simple', as_heading) || to_tsvector('english', as_heading), 'B')
       || setweight(to_tsvector('simple', as_body), 'D')
       || setweight(to_tsvector('english', as_body), 'C')
     FROM jsonb_to_recordset($2::jsonb) AS x(slug text, position int, anchor text, title text, heading text,
       body text, words text, hash text, as_title text, as_heading text, as_body text)`,
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

export type HitRow = {
  readonly slug: string;
  readonly anchor: string;
  readonly title: string;
  readonly heading: string;
  readonly body: string;
};

/** A project's sections, and the shipped ones of which it has no text of its own. */
const OF_PROJECT = `(s.project_id = $1::int OR (s.project_id IS NULL AND NOT EXISTS (
  SELECT 1 FROM runbook r WHERE r.project_id = $1::int AND r.slug = s.slug AND r.revision > 0)))`;
const MOST_HITS = 20;
/** The beginning of a section's text, out of which the excerpt is cut. */
const MOST_EXCERPTED = 6_000;

/** The best section of each runbook, best first: the title counts most, then headings, then the text. */
export async function searchSections(
  pool: Pool,
  projectId: number,
  asked: Asked,
  joint: "&" | "|",
): Promise<{ readonly stems: Stems; readonly rows: readonly HitRow[] }> {
  const stems = await stemsOf(pool, asked.flat());
  const rows = await rowsOf<HitRow>(
    pool,
    `WITH best AS (
       SELECT DISTINCT ON (s.slug) s.id, s.slug, s.position,
         ts_rank('{0.05, 0.05, 0.4, 1.0}', s.search, $2::tsquery) AS rank
       FROM runbook_section s WHERE s.search @@ $2::tsquery AND ${OF_PROJECT}
       ORDER BY s.slug, rank DESC, s.position
     ), top AS (SELECT * FROM best ORDER BY rank DESC, slug LIMIT ${MOST_HITS})
     SELECT s.slug, s.anchor, s.title, s.heading, left(s.body, ${MOST_EXCERPTED}) AS body
     FROM top JOIN runbook_section s USING (id) ORDER BY top.rank DESC, s.slug`,
    [projectId, tsqueryOf(asked, stems, joint)],
  );
  return { stems, rows };
}

async function stemsOf(pool: Pool, words: readonly string[]): Promise<Stems> {
  const rows = await rowsOf<{ word: string; stem: string }>(
    pool,
    `SELECT word, coalesce(array_to_string(ts_lexize('english_stem', word), ''), word) AS stem
     FROM unnest($1::text[]) AS word`,
    [words],
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}

type Kept = { readonly stamp: string; readonly vocabulary: Vocabulary };

/** Read anew where something was written since. */
export async function vocabularyOf(pool: Pool, projectId: number): Promise<Vocabulary> {
  const known = shared("runbook-words", () => new Map<number, Kept>());
  const [row] = await rowsOf<{ stamp: string }>(
    pool,
    `SELECT concat(count(*), ' ', max(updated_at), ' ', sum(revision)) AS stamp
     FROM runbook WHERE project_id = $1::int`,
    [projectId],
  );
  const stamp = row?.stamp ?? "";
  const held = known.get(projectId);
  if (held?.stamp === stamp) return held.vocabulary;
  const [heads, bodies] = await Promise.all([headsIn(pool, projectId), bodiesIn(pool, projectId)]);
  const vocabulary = { heads, bodies };
  if (known.size >= MOST_PROJECTS) known.clear();
  known.set(projectId, { stamp, vocabulary });
  return vocabulary;
}

const MOST_PROJECTS = 100;
/** Longer ones are no words that somebody mistypes. */
const LONGEST_KNOWN = 30;

async function headsIn(pool: Pool, projectId: number): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ text: string }>(
    pool,
    `SELECT DISTINCT concat_ws(' ', s.title, s.heading, s.words) AS text
     FROM runbook_section s WHERE ${OF_PROJECT}`,
    [projectId],
  );
  return new Set(rows.flatMap(({ text }) => wordsOf(text)));
}

/** As they are kept beside their stems. */
async function bodiesIn(pool: Pool, projectId: number): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ word: string }>(
    pool,
    `SELECT word FROM ts_stat(format($q$SELECT s.search FROM runbook_section s WHERE ${OF_PROJECT.replaceAll("$1::int", "%1$s")}$q$, $1::int), 'D')
     WHERE length(word) <= ${LONGEST_KNOWN}`,
    [projectId],
  );
  return new Set(rows.map(({ word }) => word));
}

/** Reads of runbooks: the list, one of them, its versions, what is searched, and the values of its panels. */
import { readHistory } from "@/lib/alerts/reader/history";
import { ruleSchema } from "@/lib/alerts/schema";
import { HOUR, TIERS } from "@/lib/core/time";
import { query } from "@/lib/platform/operation";
import type { Pool } from "@/lib/platform/pool";
import { headingsOf } from "./markdown/outline";
import { rangeMsOf } from "./panel";
import { linesOf } from "./panel-lines";
import { brokenWhy, type Known } from "./place";
import { readingOf } from "./reading";
import {
  type PanelView,
  type PreviewView,
  panelAskSchema,
  previewSchema,
  type RunbooksView,
  type RunbookView,
  runbookAskSchema,
  runbooksAskSchema,
  type SearchView,
  searchAskSchema,
  type VersionText,
  versionAskSchema,
} from "./schema";
import { type Asked, askedWords, corrected, excerptOf, type Looked, markedOf } from "./search";
import { ensureSections } from "./store/anew";
import { namesOf, rulesIn } from "./store/around";
import { found, heldIn, shelfFor, textOf, versionOf } from "./store/kept";
import { type HitRow, searchSections, vocabularyOf } from "./store/sections";
import { brokenIn, rowView, SHIPPED_VERSION, unguidedOf, versionView } from "./view";

export const listRunbooks = query({
  may: "runbooks:read",
  input: runbooksAskSchema,
  run: async ({ db, project }): Promise<RunbooksView> => {
    const held = await heldIn(db, project.id);
    const [rules, names] = await Promise.all([rulesIn(db, project.id), namesOf(db, held)]);
    const shelf = shelfFor(held);
    return {
      runbooks: held
        .map((one) => ({
          ...rowView(one, rules, names),
          brokenLinks: brokenIn(one, shelf).length,
        }))
        .toSorted((a, b) => a.title.localeCompare(b.title)),
      unguided: unguidedOf(rules, shelf.bySlug),
    };
  },
});

export const readRunbook = query({
  may: "runbooks:read",
  input: runbookAskSchema,
  run: async ({ db, project }, { slug }): Promise<RunbookView> => {
    const held = await heldIn(db, project.id);
    const one = found(held, slug);
    const shelf = shelfFor(held);
    const [text, rules, names] = await Promise.all([
      textOf(db, one),
      rulesIn(db, project.id),
      namesOf(db, [one]),
    ]);
    const { blocks } = readingOf(text, one, shelf);
    const versions = one.row
      ? await db.runbookVersion.findMany({
          where: { runbookId: one.row.id },
          omit: { text: true },
          orderBy: { number: "desc" },
        })
      : [];
    return {
      ...rowView(one, rules, names),
      ownerId: one.row?.ownerId ?? null,
      revision: one.row?.revision ?? 0,
      text,
      blocks,
      headings: headingsOf(blocks),
      alerts: one.facts.alerts,
      brokenLinks: brokenIn(one, shelf),
      versions: [...versions.map(versionView), ...(one.shipped ? [SHIPPED_VERSION] : [])],
    };
  },
});

export const readRunbookVersion = query({
  may: "runbooks:read",
  input: versionAskSchema,
  run: async ({ db, project }, { slug, number }): Promise<VersionText> => {
    const one = found(await heldIn(db, project.id), slug);
    if (number === 0 && one.shipped) return { ...SHIPPED_VERSION, text: one.shipped.text };
    const version = await versionOf(db, one.row?.id ?? NO_ID, number);
    return { ...versionView(version), text: version.text };
  },
});

const NO_ID = "00000000-0000-0000-0000-000000000000";

export const searchRunbooks = query({
  may: "runbooks:read",
  input: searchAskSchema,
  run: async ({ db, pool, project }, { q }): Promise<SearchView> => {
    const words = askedWords(q);
    if (words.length === 0) return { hits: [], instead: null };
    await ensureSections(db);
    const as = words.map((word) => [word]);
    const exact = await hitsOf(pool, project.id, as, "&");
    if (exact.length > 0) return { hits: exact, instead: null };
    const nearer = corrected(words, await vocabularyOf(pool, project.id));
    const near = nearer ? await hitsOf(pool, project.id, nearer.asked, "&") : [];
    if (nearer && near.length > 0) return { hits: near, instead: nearer.instead };
    const some = words.length > 1 ? await hitsOf(pool, project.id, as, "|") : [];
    return { hits: some, instead: some.length > 0 ? "any of the words" : null };
  },
});

async function hitsOf(pool: Pool, projectId: number, asked: Asked, joint: "&" | "|") {
  const { stems, rows } = await searchSections(pool, projectId, asked, joint);
  return rows.map((row) => hitOf(row, { asked, stems }));
}

const hitOf = ({ slug, anchor, title, heading, body }: HitRow, looked: Looked) => ({
  ...{ slug, anchor, title: markedOf(title, looked), heading: markedOf(heading, looked) },
  excerpt: markedOf(excerptOf(body, looked), looked),
});

/** Reads a text as it would be read once it is kept. */
export const previewRunbook = query({
  may: "runbooks:read",
  input: previewSchema,
  run: async ({ db, project }, { slug = "new", text }): Promise<PreviewView> => {
    const held = await heldIn(db, project.id);
    const there = held.find((one) => one.slug === slug);
    const place = there ?? { slug, collection: "", path: `${slug}.md`, anchors: [] };
    const shelf = shelfFor(held);
    const { title, blocks, facts } = readingOf(text, place, shelf);
    const draft: Known = { ...place, anchors: facts.anchors };
    return {
      title,
      blocks,
      headings: headingsOf(blocks),
      brokenLinks: facts.links.flatMap((href) => {
        const why = brokenWhy(href, draft, shelf);
        return why === null ? [] : [{ href, why }];
      }),
    };
  },
});

/** The values of a panel up to now, as an alert rule with the same signal would have read them. */
export const readPanel = query({
  may: "runbooks:read",
  input: panelAskSchema,
  run: async ({ pool, project, now }, { signal, filters, groupBy, range }): Promise<PanelView> => {
    const rule = ruleSchema.parse({
      ...{ name: "Panel", severity: "low", signal, filters, groupBy },
      ...(signal.kind !== "absence" && { threshold: 0 }),
    });
    const rangeMs = rangeMsOf(range);
    const fine = rangeMs <= MOST_FINE_MS ? "1m" : "5m";
    // A step has what was before it: the one that is about to end has what is known now.
    const to = new Date((Math.ceil(now.getTime() / TIERS[fine]) + 1) * TIERS[fine]);
    const from = new Date(now.getTime() - rangeMs);
    return linesOf(rule, await readHistory(pool, project, rule, from, to, fine));
  },
});

const MOST_FINE_MS = 4 * HOUR;

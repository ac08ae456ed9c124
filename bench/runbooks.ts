/** How long a search takes in a project of a thousand runbooks, as whoever types one waits for it. */
import { randomUUID } from "node:crypto";
import { rngOf } from "@/lib/core/rng";
import { searchRunbooks } from "@/lib/runbooks/queries";
import { readingOf } from "@/lib/runbooks/reading";
import { keepSections } from "@/lib/runbooks/store/sections";
import { hashOf, shippedRunbooks } from "@/lib/runbooks/store/shipped";
import { type Lab, openLab } from "./lab";
import { median, quantile, rounded, timed } from "./numbers";

const RUNBOOKS = 1_000;
const MUST_P95_MS = 50;
const PORTION = 100;
/** As somebody types: beginnings of words, several words, slips, and what is nowhere. */
const TYPED = [
  ...["l", "la", "latency", "high err", "error rate", "provider outage", "rollback deploy"],
  ...["latncy", "vecotr stroe", "databse connections", "memory leek", "runbook 777"],
  ...["acknowledge alert", "cache hit rate", "disk space full", "nothinglikethis", "restart p"],
];

export async function benchRunbooks({ quick }: { quick: boolean }) {
  const lab = await openLab();
  try {
    const sections = await keepThousand(lab);
    const ask = (q: string) => searchRunbooks(lab.ctx(), { project: lab.project.slug, q });
    for (const q of TYPED) await ask(q);
    const waits: number[] = [];
    for (let round = 0; round < (quick ? 5 : 40); round++) {
      for (const q of TYPED) waits.push((await timed(() => ask(q))).ms);
    }
    const p95 = quantile(waits, 0.95);
    return {
      name: `runbook search, ${RUNBOOKS.toLocaleString("en-US")} runbooks`,
      sections,
      searches: waits.length,
      p50Ms: rounded(median(waits)),
      p95Ms: rounded(p95),
      p99Ms: rounded(quantile(waits, 0.99)),
      mustP95Ms: MUST_P95_MS,
      passed: p95 < MUST_P95_MS,
      note: "one search after the other, misspelled ones among them, without HTTP; Postgres and caches warm",
    };
  } finally {
    await lab.close();
  }
}

/** Sections of the shipped runbooks, mixed anew under a thousand titles. */
async function keepThousand({ pool, project }: Lab): Promise<number> {
  const rng = rngOf("runbooks");
  const texts = [...shippedRunbooks().values()].map(({ text }) => text.split(/^(?=## )/m));
  const one = () => texts[rng.int(0, texts.length - 1)] ?? [];
  const made = Array.from({ length: RUNBOOKS }, (_, i) => {
    const slug = `runbook-${i}`;
    const [head = ""] = one();
    const parts = Array.from({ length: 8 }, (_, at) => one()[at + 1] ?? "");
    const text = [head.replace(/^title: (.*)$/m, `title: $1 ${i}`), ...parts].join("");
    const { title, facts, sections } = readingOf(text, { collection: "", path: `${slug}.md` });
    return { slug, title, facts, sections, hash: hashOf(text) };
  });
  const rows = made.map(({ slug, title, facts }) => ({ id: randomUUID(), slug, title, facts }));
  await pool.query(
    `INSERT INTO runbook (id, project_id, slug, path, title, facts, revision, created_at, updated_at)
     SELECT id, $1, slug, slug || '.md', title, facts, 1, now(), now()
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, slug text, title text, facts jsonb)`,
    [project.id, JSON.stringify(rows)],
  );
  for (let i = 0; i < made.length; i += PORTION) {
    await keepSections(pool, project.id, made.slice(i, i + PORTION));
  }
  await pool.query("ANALYZE runbook_section");
  return made.reduce((all, { sections }) => all + sections.length, 0);
}

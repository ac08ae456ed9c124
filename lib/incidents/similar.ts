/** Which past incidents are like this one: the same rule says most, then the runbook, then the words. */

export type Known = {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly string[];
  readonly runbook: string | null;
};

const SAME_RULE = 5;
const SAME_RUNBOOK = 3;
const SAME_WORD = 1;
/** One word in common is chance. */
const LEAST = 2;
const SHOWN = 5;

/** The most alike first; among equals the order given. */
export function similarTo<T extends Known>(incident: Known, others: readonly T[]): T[] {
  const scored = others
    .filter(({ id }) => id !== incident.id)
    .map((other) => ({ other, score: likeness(incident, other) }))
    .filter(({ score }) => score >= LEAST);
  return scored
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ other }) => other);
}

function likeness(a: Known, b: Known): number {
  const rules = a.rules.filter((rule) => b.rules.includes(rule)).length;
  const isSameRunbook = a.runbook !== null && a.runbook === b.runbook;
  const [mine, theirs] = [wordsOf(a.title), wordsOf(b.title)];
  const words = [...mine].filter((word) => theirs.has(word)).length;
  return rules * SAME_RULE + Number(isSameRunbook) * SAME_RUNBOOK + words * SAME_WORD;
}

const IDLE = new Set(["the", "and", "for", "with", "from", "has", "are", "was", "not", "too"]);

const wordsOf = (title: string): Set<string> =>
  new Set(
    title
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !IDLE.has(word)),
  );

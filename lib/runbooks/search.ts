/** What somebody looks for: words as Postgres searches them, and the nearest known words for those with a slip. */
import { folded } from "./letters";

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const MOST_WORDS = 8;
const LONGEST_WORD = 40;

/** Without accents and signs: an address is its words. */
export const wordsOf = (text: string): string[] => folded(text).match(WORD) ?? [];

/** The words of a question, each once. */
export const askedWords = (q: string): string[] =>
  [...new Set(wordsOf(q).map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);

/** For each word what may stand for it. */
export type Asked = readonly (readonly string[])[];
/** Of each word its stem; empty for one that is everywhere, as “the” is. */
export type Stems = ReadonlyMap<string, string>;

/** Each word as the beginning of one, because the last is still being typed, or by its stem. Words that are everywhere count only at the end. */
export const tsqueryOf = (asked: Asked, stems: Stems, joint: "&" | "|"): string =>
  asked
    .filter((words, i) => i === asked.length - 1 || words.some((word) => stems.get(word) !== ""))
    .map((words) => `(${words.map((word) => either(word, stems.get(word))).join(" | ")})`)
    .join(` ${joint} `);

/** Letters and digits only, so nothing in it can be read as an operator. */
const either = (word: string, stem: string | undefined): string =>
  stem && stem !== word ? `'${word}':* | '${stem}'` : `'${word}':*`;

export type Correction = { readonly asked: Asked; readonly instead: string };

/** Words of titles and headings, and those that stand only in texts, which are taken where no other is near. */
export type Vocabulary = {
  readonly heads: ReadonlySet<string>;
  readonly bodies: ReadonlySet<string>;
};

/** Null where no word has a nearer one. */
export function corrected(words: readonly string[], vocabulary: Vocabulary): Correction | null {
  const nearest = words.map((word) => nearestTo(word, vocabulary));
  if (nearest.every((near) => near.length === 0)) return null;
  return {
    asked: words.map((word, i) => [word, ...(nearest[i] ?? [])]),
    instead: words.map((word, i) => nearest[i]?.[0] ?? word).join(" "),
  };
}

const MOST_NEAR = 3;
/** Shorter words are all near each other. */
const SHORTEST = 4;
const slipsIn = (word: string): number => (word.length < SHORTEST ? 0 : word.length < 8 ? 1 : 2);

function nearestTo(word: string, { heads, bodies }: Vocabulary): string[] {
  const most = slipsIn(word);
  if (most === 0 || begins(word, heads) || begins(word, bodies)) return [];
  const near = nearIn(word, heads, most);
  return near.length > 0 ? near : nearIn(word, bodies, most);
}

/** It is known itself, or a known one begins with it. */
function begins(word: string, vocabulary: ReadonlySet<string>): boolean {
  if (vocabulary.has(word)) return true;
  for (const known of vocabulary) if (known.startsWith(word)) return true;
  return false;
}

function nearIn(word: string, vocabulary: ReadonlySet<string>, most: number): string[] {
  const near: { readonly known: string; readonly slips: number }[] = [];
  for (const known of vocabulary) {
    if (word.length > known.length + most || areFarApart(word, known, most)) continue;
    const slips = slipsBetween(word, known, most);
    if (slips <= most) near.push({ known, slips });
  }
  return near
    .toSorted((a, b) => a.slips - b.slips || a.known.length - b.known.length)
    .slice(0, MOST_NEAR)
    .map(({ known }) => known);
}

/** Each slip costs at most one letter: what has fewer in common needs no closer look. */
function areFarApart(word: string, known: string, most: number): boolean {
  let missing = 0;
  for (const letter of word) if (!known.includes(letter)) missing++;
  return missing > most;
}

/**
 * Letters that are wrong, missing, too many or swapped, against the whole word or its beginning, because the
 * rest may not be typed yet; anything above `most` is only known to be too many.
 */
export function slipsBetween(word: string, known: string, most: number): number {
  const begun = known.slice(0, word.length + most);
  if (word.length > known.length + most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: begun.length + 1 }, (_, i) => i);
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= begun.length; j++) {
      row.push(cellAt({ word, begun, i, j }, { row, last, before }));
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(...last.slice(word.length - most < 0 ? 0 : word.length - most));
}

type At = {
  readonly word: string;
  readonly begun: string;
  readonly i: number;
  readonly j: number;
};
type Rows = {
  readonly row: readonly number[];
  readonly last: readonly number[];
  readonly before: readonly number[];
};

function cellAt({ word, begun, i, j }: At, { row, last, before }: Rows): number {
  const [a, b] = [word[i - 1], begun[j - 1]];
  const changed = (last[j - 1] ?? 0) + (a === b ? 0 : 1);
  const least = Math.min(changed, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
  const isSwapped = i > 1 && j > 1 && a === begun[j - 2] && word[i - 2] === b;
  return isSwapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least;
}

export type Looked = { readonly asked: Asked; readonly stems: Stems };
type Marks = { readonly text: string; readonly isHit: boolean }[];

/** Below this a stem is the beginning of anything. */
const SHORTEST_STEM = 4;

/** Which of the words that are looked for a word of a text is; -1 for none. */
function hitOf(word: string, { asked, stems }: Looked): number {
  const plain = folded(word);
  return asked.findIndex((words) =>
    words.some((one) => {
      const stem = stems.get(one)?.replace(/i$/, "") ?? "";
      return plain.startsWith(one) || (stem.length >= SHORTEST_STEM && plain.startsWith(stem));
    }),
  );
}

/** A text with what is looked for told apart. */
export function markedOf(text: string, looked: Looked): Marks {
  const parts: Marks = [];
  let done = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (hitOf(word, looked) < 0) continue;
    parts.push({ text: text.slice(done, index), isHit: false }, { text: word, isHit: true });
    done = index + word.length;
  }
  parts.push({ text: text.slice(done), isHit: false });
  return parts.filter((part) => part.text !== "");
}

const EXCERPT = { before: 5, words: 24 };

/** The part of a text that has most of what is looked for. */
export function excerptOf(text: string, looked: Looked): string {
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    ...{ from: index, to: index + word.length },
    hit: hitOf(word, looked),
  }));
  let best = { at: 0, found: 0 };
  for (const [i, { hit }] of words.entries()) {
    if (hit < 0) continue;
    const at = Math.max(0, i - EXCERPT.before);
    const hits = words.slice(at, at + EXCERPT.words).flatMap((one) => (one.hit < 0 ? [] : one.hit));
    const found = new Set(hits).size;
    if (found > best.found) best = { at, found };
  }
  const [first, last] = [words[best.at], words.slice(best.at, best.at + EXCERPT.words).at(-1)];
  return first && last ? text.slice(first.from, last.to) : "";
}

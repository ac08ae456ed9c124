/** What somebody looks for: words as Postgres searches them, and the nearest known words for those with a slip. */

const WORD = /[\p{L}\p{N}]+/gu;
const MOST_WORDS = 8;
const LONGEST_WORD = 40;

export const wordsOf = (text: string): string[] =>
  [...text.toLowerCase().matchAll(WORD)].map(([word]) => word.slice(0, LONGEST_WORD));

/** The words of a question, each once. */
export const askedWords = (q: string): string[] => [...new Set(wordsOf(q))].slice(0, MOST_WORDS);

/** Every word has to be there, as the beginning of one: the last is still being typed. */
export const allOf = (words: readonly string[]): string => words.map(begins).join(" & ");
export const anyOf = (words: readonly string[]): string => words.map(begins).join(" | ");

/** Letters and digits only, so nothing in it can be read as an operator. */
const begins = (word: string): string => `${word}:*`;

export type Correction = { readonly tsquery: string; readonly instead: string };

/** Null where no word has a nearer one. */
export function corrected(
  words: readonly string[],
  vocabulary: ReadonlySet<string>,
): Correction | null {
  const nearest = words.map((word) => nearestTo(word, vocabulary));
  if (nearest.every((near) => near.length === 0)) return null;
  const either = words.map((word, i) => `(${anyOf([word, ...(nearest[i] ?? [])])})`);
  return {
    tsquery: either.join(" & "),
    instead: words.map((word, i) => nearest[i]?.[0] ?? word).join(" "),
  };
}

const MOST_NEAR = 3;
/** Shorter words are all near each other. */
const SHORTEST = 4;
const slipsIn = (word: string): number => (word.length < SHORTEST ? 0 : word.length < 8 ? 1 : 2);

/** None where the word itself is known, or begins a known one. */
function nearestTo(word: string, vocabulary: ReadonlySet<string>): string[] {
  const most = slipsIn(word);
  if (most === 0 || vocabulary.has(word)) return [];
  const near: { readonly known: string; readonly slips: number }[] = [];
  for (const known of vocabulary) {
    if (known.startsWith(word)) return [];
    const slips = slipsBetween(word, known, most);
    if (slips <= most) near.push({ known, slips });
  }
  return near
    .toSorted((a, b) => a.slips - b.slips || a.known.length - b.known.length)
    .slice(0, MOST_NEAR)
    .map(({ known }) => known);
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

/** Between these Postgres puts what was found; no text can hold them. */
export const HIT = { start: "\u0002", stop: "\u0003" } as const;

export function markedOf(text: string): { readonly text: string; readonly isHit: boolean }[] {
  const [before = "", ...rest] = text.split(HIT.start);
  const parts = rest.flatMap((part) => {
    const [hit = "", after = ""] = part.split(HIT.stop, 2);
    return [
      { text: hit, isHit: true },
      { text: after, isHit: false },
    ];
  });
  return [{ text: before, isHit: false }, ...parts].filter((part) => part.text !== "");
}

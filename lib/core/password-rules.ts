/** What makes a password too easy to guess, however long it is. Length counts, puzzles do not. */

export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;

/** Whose password it is: nobody's is made of what everybody knows about them. */
export type About = { readonly email?: string; readonly name?: string };
type IsCommon = (word: string) => boolean;

const PRODUCT = "wheelhouse";
const MIN_DISTINCT = 5;
/** Fewer than this many letters beside what was expected add nothing. */
const MIN_REST = 4;
/** Shorter parts of a name are found in honest passwords by chance. */
const MIN_OWN_WORD = 3;
const MIN_RUN = 3;

/** The alphabet, and rows and columns of keyboards (QWERTY, QWERTZ, AZERTY); each is also taken backwards. */
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "!@#$%^&*()_+",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "qsdfghjklm",
  "zxcvbnm",
  "yxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "q1w2e3r4t5y6u7i8o9p0",
].flatMap((row) => [row, Array.from(row).reverse().join("")]);

const LOOKALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** What is wrong with a password, as the end of "This password …"; null when nothing is. */
export function weaknessOf(password: string, about: About, isCommon: IsCommon): string | null {
  const text = password.normalize("NFKC").trim().toLowerCase();
  if (text.length < MIN_PASSWORD) return `must have at least ${MIN_PASSWORD} characters`;
  if (text.length > MAX_PASSWORD) return `must have at most ${MAX_PASSWORD} characters`;
  if (new Set(text).size < MIN_DISTINCT) return "uses too few different characters";
  if ([text, wordsOf(text), bare(text)].some(repeats)) return "repeats itself";
  if (withoutRuns(text).length < MIN_REST)
    return "follows the alphabet, the digits or the keyboard";
  if (isOwn(wordsOf(text), about, isCommon)) {
    return "is made of the name, the e-mail address or the product's name";
  }
  return spellings(text).some(isCommon) ? "is one of the commonest passwords" : null;
}

/** Letters and digits only: what is between them does not make a word another. */
const wordsOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");

/** Without the digits and symbols around a word, which guessers append first of all. */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

/** One part over and over is as good as the part alone; one that is long enough by itself may. */
function repeats(text: string): boolean {
  const longest = Math.min(MIN_PASSWORD - 1, Math.floor(text.length / 2));
  return Array.from({ length: longest }, (_, i) => i + 1).some(
    (period) => text.slice(period) === text.slice(0, -period),
  );
}

/** What is left when each stretch along a row of the keyboard is taken out. */
function withoutRuns(text: string): string {
  let rest = "";
  let at = 0;
  while (at < text.length) {
    const length = Math.max(...ROWS.map((row) => runLength(row, text, at)));
    if (length < MIN_RUN) rest += text[at];
    at += length < MIN_RUN ? 1 : length;
  }
  return rest;
}

function runLength(row: string, text: string, at: number): number {
  const start = row.indexOf(text[at] ?? "");
  if (start < 0) return 0;
  let length = 1;
  while (at + length < text.length && row[start + length] === text[at + length]) length++;
  return length;
}

/** Whether nothing but a common word is left beside the person's and the product's own. */
function isOwn(text: string, { email = "", name = "" }: About, isCommon: IsCommon): boolean {
  const [local = "", domain = ""] = email.split("@");
  const words = [PRODUCT, ...partsOf(local), ...partsOf(domain), ...partsOf(name)]
    .filter((word) => word.length >= MIN_OWN_WORD)
    .sort((one, other) => other.length - one.length);
  const others = words.reduce((rest, word) => rest.replaceAll(word, ""), text);
  if (others === text) return false;
  const rest = bare(others);
  return rest.length < MIN_REST || isCommon(rest);
}

/** A name as a whole, and its parts. */
function partsOf(name: string): readonly string[] {
  const parts = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return [parts.join(""), ...parts];
}

/** What a guesser would try to come upon this text. */
function spellings(text: string): readonly string[] {
  const ends = [text, wordsOf(text)].flatMap((one) => [
    one,
    bare(one),
    one.replace(/[^\p{L}]+$/u, ""),
  ]);
  return ends.flatMap((one) => [one, plain(one)]);
}

const plain = (text: string): string =>
  Array.from(text, (character) => LOOKALIKES[character] ?? character).join("");

/** Letters as somebody without a special keyboard types them. */

const PLAIN: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i" },
};

/** Small, without accents, and the same however a system spells them. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[ßæœøđðþłħı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize("NFC");

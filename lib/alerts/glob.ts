/** Names with * for any characters and ? for one, matched in time that no pattern can blow up. */

/** The whole text. After a mismatch only the last star is tried further on, which is enough. */
export function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let tried = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      tried = t;
    } else if (pattern[p] === "?" || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++tried;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

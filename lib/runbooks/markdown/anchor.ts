/** Anchors of headings as GitHub makes them, so that links into a file hold. */

/** Each call of what it gives is one heading of one file: a text that comes again gets a number. */
export function anchors(): (text: string) => string {
  const taken = new Map<string, number>();
  return (text) => {
    const plain = anchorOf(text) || "section";
    const times = taken.get(plain);
    taken.set(plain, (times ?? 0) + 1);
    if (times === undefined) return plain;
    const next = `${plain}-${times}`;
    taken.set(next, (taken.get(next) ?? 0) + 1);
    return next;
  };
}

const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

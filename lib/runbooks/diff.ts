/** What changed between two texts, line by line. */

export type DiffLine = { readonly kind: "same" | "added" | "removed"; readonly text: string };

/** More lines than this are not compared with each other: what stands between the equal ends is all changed. */
const MOST_CELLS = 4_000_000;

export function diffOf(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, now.length) - head;
  while (tail < room && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const middle = between(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  const same = (lines: readonly string[]) => lines.map((text) => ({ kind: "same", text }) as const);
  return [...same(old.slice(0, head)), ...middle, ...same(old.slice(old.length - tail))];
}

function between(old: readonly string[], now: readonly string[]): DiffLine[] {
  const removed = (text = ""): DiffLine => ({ kind: "removed", text });
  const added = (text = ""): DiffLine => ({ kind: "added", text });
  if (old.length * now.length > MOST_CELLS) return [...old.map(removed), ...now.map(added)];
  const common = table(old, now);
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j] && j < now.length) {
      lines.push({ kind: "same", text: old[i++] ?? "" });
      j++;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(removed(old[i++]));
    } else lines.push(added(now[j++]));
  }
  return lines;
}

/** How many lines the rests of both have in common, in order. */
function table(old: readonly string[], now: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, next] = [rows[i], rows[i + 1]];
    if (!row || !next) continue;
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

const CONTEXT = 3;

/** Runs of equal lines cut to those around a change; null stands for what is left out. */
export function shortened(lines: readonly DiffLine[]): (DiffLine | null)[] {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ kind }) => kind !== "same"),
  );
  return lines.flatMap((line, i) => {
    if (near[i]) return [line];
    return i === 0 || near[i - 1] ? [null] : [];
  });
}

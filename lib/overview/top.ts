/** The few largest by name, and the rest together: eight series are the most an eye can follow. */

const MOST = 7;

export type Top = {
  /** Alphabetical, so that colours stay with their names when ranks change. */
  readonly names: readonly string[];
  readonly rest: readonly string[];
};

/** The `most` names of greatest size. One name left over keeps its own series rather than become "other". */
export function topOf(sizes: ReadonlyMap<string, number>, most = MOST): Top {
  const ranked = [...sizes].filter(([, size]) => size > 0).toSorted(byRank);
  const cut = ranked.length === most + 1 ? most + 1 : most;
  const nameOf = ([name]: readonly [string, number]) => name;
  return {
    names: ranked.slice(0, cut).map(nameOf).toSorted(),
    rest: ranked.slice(cut).map(nameOf),
  };
}

const byRank = (a: readonly [string, number], b: readonly [string, number]): number =>
  b[1] - a[1] || (a[0] < b[0] ? -1 : 1);

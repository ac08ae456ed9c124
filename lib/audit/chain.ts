/** Whether the audit log is whole: each entry numbered after the one before, chained to it, and as it was written. */
import { createHash } from "node:crypto";

/** An entry as far as the chain goes; `text` is the entry as it is hashed. */
export type Link = {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly text: string;
};
/** Whoever notes one elsewhere can later tell that nothing up to there was touched. */
export type Head = { readonly seq: number; readonly hash: string };

export type ChainBreak = {
  readonly seq: number;
  readonly what: "changed" | "missing" | "inserted";
  /** One sentence. */
  readonly message: string;
};
export type ChainReport = {
  readonly ok: boolean;
  /** How many entries were read: up to the first break, or all. */
  readonly entries: number;
  readonly newest: Head | null;
  readonly broken: ChainBreak | null;
};

type Check = {
  /** What somebody noted earlier. Only that shows a tail that was cut off, or a log written anew. */
  readonly expected?: Head | undefined;
  /** The first entry read is taken as it is, for it is not the first of the log. */
  readonly isTail?: boolean;
};

const NOTHING: Head = { seq: 0, hash: "0".repeat(64) };
/** How many entries taken out or put in are still recognised when the others were renumbered. */
const WIDEST_SHIFT = 1_000;

/** Reads entries in their order until the first break, holding one at a time. */
export async function checkChain(
  links: AsyncIterable<Link> | Iterable<Link>,
  { expected, isTail = false }: Check = {},
): Promise<ChainReport> {
  let newest: Head | null = null;
  let entries = 0;
  for await (const link of links) {
    entries += 1;
    const broken = breakAt(newest ?? (isTail ? anchorOf(link) : NOTHING), link, expected);
    if (broken) return { ok: false, entries, newest, broken };
    newest = { seq: link.seq, hash: link.hash };
  }
  const broken = cutOff(newest ?? NOTHING, expected);
  return { ok: broken === null, entries, newest, broken };
}

const anchorOf = ({ seq, prevHash }: Link): Head => ({ seq: seq - 1, hash: prevHash });

function breakAt(before: Head, link: Link, expected: Head | undefined): ChainBreak | null {
  const { seq, hash, prevHash } = link;
  const due = before.seq + 1;
  if (seq < due || hash === "") {
    return { seq, what: "inserted", message: `Entry ${seq} was put in past the chain` };
  }
  if (seq > due) return missing(due, seq - 1);
  if (hashOf(link) !== hash) return renumbered(link) ?? changed(link);
  if (prevHash !== before.hash) return unlinked(before, link);
  if (seq === expected?.seq && hash !== expected.hash) {
    const message = `Entry ${seq} has another hash than the one noted: it or one before it was rewritten`;
    return { seq, what: "changed", message };
  }
  return null;
}

const hashOf = ({ prevHash, text }: Pick<Link, "prevHash" | "text">): string =>
  createHash("sha256")
    .update(prevHash + text)
    .digest("hex");

function missing(first: number, last: number): ChainBreak {
  const message =
    first === last ? `Entry ${first} is missing` : `Entries ${first} to ${last} are missing`;
  return { seq: first, what: "missing", message };
}

const changed = ({ seq }: Link): ChainBreak => ({
  seq,
  what: "changed",
  message: `Entry ${seq} is not what was written: its text does not give its hash`,
});

/** The hash holds the number it was made with: closing or making a gap by renumbering shows. */
function renumbered({ seq, prevHash, hash, text }: Link): ChainBreak | null {
  const wasNumbered = (n: number) =>
    n > 0 && hashOf({ prevHash, text: text.replace(/^\[-?\d+/, `[${n}`) }) === hash;
  for (let by = 1; by <= WIDEST_SHIFT; by += 1) {
    const many = by === 1 ? "One entry was" : `${by} entries were`;
    if (wasNumbered(seq + by)) {
      const message = `${many} taken out before entry ${seq}, and the rest renumbered`;
      return { seq, what: "missing", message };
    }
    if (wasNumbered(seq - by)) {
      const message = `${many} put in before entry ${seq}, and the rest renumbered`;
      return { seq: seq - by, what: "inserted", message };
    }
  }
  return null;
}

function unlinked(before: Head, { seq }: Link): ChainBreak {
  if (before.seq === 0) {
    const message = "Entry 1 is chained to one that is not there: the beginning was taken out";
    return { seq: 1, what: "missing", message };
  }
  const message = `Entry ${seq} is chained to another entry ${before.seq} than the one that is there`;
  return { seq: before.seq, what: "changed", message };
}

function cutOff(newest: Head, expected: Head | undefined): ChainBreak | null {
  if (expected === undefined || expected.seq <= newest.seq) return null;
  return missing(newest.seq + 1, expected.seq);
}

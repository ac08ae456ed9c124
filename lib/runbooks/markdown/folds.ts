/** Raw HTML between blocks: folds that one piece opens and a later one closes; a placeholder of the same name is text. */
import { type Piece, piecesOf } from "./html";
import { type Block, type Inline, textOf } from "./node";
import { type Addresses, textNode, weave } from "./weave";

type Details = { readonly isOpen: boolean; summary: readonly Inline[]; isSummed: boolean };
type Frame = { readonly blocks: Block[]; readonly details: Details | null };

export type Folds = {
  readonly add: (blocks: readonly Block[]) => void;
  readonly html: (source: string) => void;
  /** Closes what is still open. */
  readonly end: () => Block[];
};

/** Folds within folds; the next ones stay visible. */
const DEEPEST = 30;

/** `sources` are all pieces of HTML that will come, in order: what nobody closes is known before it comes. */
export function foldsOf(sources: readonly string[], addresses: Addresses): Folds {
  const root: Frame = { blocks: [], details: null };
  const frames = [root];
  const left = remaining(sources);
  const threads = weave(addresses);
  const top = (): Frame => frames.at(-1) ?? root;
  const pop = () => {
    const { blocks, details } = frames.pop() ?? root;
    if (!details) return;
    const { isOpen, summary } = details;
    top().blocks.push({ kind: "details", isOpen, summary, blocks });
  };
  const flush = () => {
    const inlines = threads.take();
    if (hasSomething(inlines)) top().blocks.push({ kind: "verbatim", inlines: trimmed(inlines) });
  };
  const fold = (tag: Tag, next: Piece | undefined) => {
    const isClose = tag.kind === "close";
    const isProse =
      !isClose && isSentence(next) && left("close", "details") <= left("open", "details");
    if (isProse || (isClose ? frames.length === 1 : frames.length > DEEPEST)) {
      return threads.add(textNode(tag.source));
    }
    flush();
    if (isClose) return pop();
    const isOpen = tag.attributes.open !== undefined;
    frames.push({ blocks: [], details: { isOpen, summary: [], isSummed: false } });
  };
  const summarise = (tag: Tag) => {
    const { details } = top();
    if (tag.kind === "open") {
      if (!details || details.isSummed || left("close", "summary") === 0)
        return threads.add(textNode(tag.source));
      details.isSummed = true;
      return flush();
    }
    if (!details?.isSummed) return threads.add(textNode(tag.source));
    const said = trimmed(threads.take());
    if (details.summary.length === 0) details.summary = said;
    else if (hasSomething(said)) top().blocks.push({ kind: "verbatim", inlines: said });
  };
  return {
    add: (blocks) => {
      for (const one of blocks) top().blocks.push(one);
    },
    html: (source) => {
      const pieces = piecesOf(source);
      for (const [i, piece] of pieces.entries()) {
        if (piece.kind === "text") {
          threads.add(textNode(piece.text));
          continue;
        }
        left.pass(piece);
        if (piece.tag === "details") fold(piece, pieces[i + 1]);
        else if (piece.tag === "summary") summarise(piece);
        else threads.tag(piece);
      }
      flush();
    },
    end: () => {
      while (frames.length > 1) pop();
      return root.blocks;
    },
  };
}

type Tag = Exclude<Piece, { kind: "text" }>;
type Kind = Tag["kind"];

/** How many tags are still to come. */
function remaining(sources: readonly string[]) {
  const counts = new Map<string, number>();
  const count = ({ kind, tag }: Pick<Tag, "kind" | "tag">, by: number) =>
    counts.set(`${kind} ${tag}`, (counts.get(`${kind} ${tag}`) ?? 0) + by);
  for (const source of sources) {
    for (const piece of piecesOf(source)) if (piece.kind !== "text") count(piece, 1);
  }
  return Object.assign((kind: Kind, tag: string): number => counts.get(`${kind} ${tag}`) ?? 0, {
    pass: (piece: Tag) => count(piece, -1),
  });
}

/** Words on the same line, as after a placeholder. */
const isSentence = (next: Piece | undefined): boolean =>
  next?.kind === "text" && /^[ \t]*[^\s]/.test(next.text);

const hasSomething = (inlines: readonly Inline[]): boolean =>
  inlines.some((one) => one.kind === "image" || textOf([one]).trim() !== "");

/** Without the line ends that stood between tags. */
function trimmed(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((one, i): Inline[] => {
    if (one.kind !== "text") return [one];
    const begun = i === 0 ? one.text.replace(/^\s*\n/, "").trimStart() : one.text;
    const text = i === inlines.length - 1 ? begun.trimEnd() : begun;
    return text === "" ? [] : [{ kind: "text", text }];
  });
}

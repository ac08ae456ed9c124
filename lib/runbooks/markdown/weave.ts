/** Gathers inlines while tags of raw HTML open and close around them; a tag without its other half stays visible. */
import { type Piece, piecesOf, unescaped } from "./html";
import type { Inline, Wrapper } from "./node";

type Tag = Exclude<Piece, { kind: "text" }>;
type Open = { readonly tag: Tag; readonly inlines: Inline[] };
export type Addresses = {
  readonly hrefOf: (raw: string) => string | null;
  readonly imageOf: (raw: string | undefined, alt: string) => Inline;
};

export type Weave = {
  readonly add: (...inlines: readonly Inline[]) => void;
  readonly tag: (tag: Tag) => void;
  readonly html: (source: string) => void;
  /** All that was gathered, and begins anew. */
  readonly take: () => Inline[];
};

/** Tags that are open within each other; the next ones stay visible. */
const DEEPEST = 30;
const WRAPPING: Readonly<Record<string, Wrapper>> = { kbd: "kbd", sub: "sub", sup: "sup" };

export function weave({ hrefOf, imageOf }: Addresses): Weave {
  let stack: Open[] = [];
  let done: Inline[] = [];
  const add = (...inlines: readonly Inline[]) => {
    const into = stack.at(-1)?.inlines ?? done;
    for (const one of inlines) into.push(one);
  };
  const abandon = () => {
    const left = stack.pop();
    if (left) add(textNode(left.tag.source), ...left.inlines);
  };
  const close = (tag: Tag) => {
    if (!stack.some((one) => one.tag.tag === tag.tag)) return add(textNode(tag.source));
    while (stack.at(-1)?.tag.tag !== tag.tag) abandon();
    const whole = stack.pop();
    if (whole) add(...wrapped(whole, hrefOf));
  };
  const tag = (one: Tag) => {
    if (one.tag === "br") return add({ kind: "break" });
    if (one.tag === "img") return add(imageOf(one.attributes.src, one.attributes.alt ?? ""));
    if (one.tag !== "a" && WRAPPING[one.tag] === undefined) return add(textNode(one.source));
    if (one.kind === "close") return close(one);
    return stack.length < DEEPEST
      ? void stack.push({ tag: one, inlines: [] })
      : add(textNode(one.source));
  };
  return {
    add,
    tag,
    html: (source) => {
      for (const piece of piecesOf(source)) {
        if (piece.kind === "text") add(textNode(piece.text));
        else tag(piece);
      }
    },
    take: () => {
      while (stack.length > 0) abandon();
      const all = done;
      [stack, done] = [[], []];
      return all;
    },
  };
}

function wrapped({ tag, inlines }: Open, hrefOf: Addresses["hrefOf"]): Inline[] {
  const kind = WRAPPING[tag.tag];
  if (kind) return [{ kind, inlines }];
  const { href } = tag.attributes;
  // An anchor alone has nothing to show.
  return href === undefined ? inlines : [{ kind: "link", href: hrefOf(href), inlines }];
}

export const textNode = (text: string): Inline => ({ kind: "text", text: unescaped(text) });

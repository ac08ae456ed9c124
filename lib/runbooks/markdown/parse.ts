/** Reads a Markdown file: GitHub's flavour, a head of YAML, and what else people write in runbooks. */
import type * as md from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { anchors } from "./anchor";
import { blocksOf, type Place } from "./blocks";
import { bounded } from "./bounds";
import { frontOf, NO_FRONT } from "./front";
import { respelled } from "./lines";
import { fewMarks } from "./marks";
import type { Block, Inline, Markdown, Picture } from "./node";

export type Surroundings = {
  /** Where a link or image of the file leads that is no web address: a path of the console, or nowhere. */
  readonly link?: (raw: string) => string | null;
  /** An image of the file that can be shown; null for any other. */
  readonly picture?: (raw: string) => Picture | null;
  /** A fenced block that is more than code; null where it is not. */
  readonly fence?: (info: string, text: string) => Block | null;
};

export function parseMarkdown(text: string, surroundings: Surroundings = {}): Markdown {
  const { link, fence } = surroundings;
  const { text: readable, rest } = bounded(respelled(text.replace(/^\uFEFF/, "")));
  const root = fromMarkdown(readable, {
    extensions: [frontmatter(["yaml"]), gfm(), fewMarks()],
    mdastExtensions: [frontmatterFromMarkdown(["yaml"]), gfmFromMarkdown()],
  });
  const [head] = root.children;
  const place: Place = {
    hrefOf: (raw) => hrefOf(raw, link),
    imageOf: (raw, alt) => imageOf(raw, alt, surroundings),
    definitions: definitionsIn(root),
    fence: (info, code) => fence?.(info, code) ?? { kind: "code", info, text: code },
    anchor: anchors(),
    section: { anchor: "top", steps: 0 },
  };
  return {
    front: head?.type === "yaml" ? frontOf(head.value) : NO_FRONT,
    blocks: [
      ...blocksOf(root.children, place),
      ...(rest.trim() === "" ? [] : [{ kind: "code" as const, info: "", text: rest }]),
    ],
  };
}

/** The first definition of a name counts; they can stand at any depth. */
function definitionsIn(root: md.Root): Map<string, string> {
  const found = new Map<string, string>();
  const rest: md.Nodes[] = [root];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.type === "definition" && !found.has(node.identifier))
      found.set(node.identifier, node.url);
    if ("children" in node) rest.push(...node.children.toReversed());
  }
  return found;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const WEB = /^(?:https?:\/\/[^\s]|mailto:[^\s])/i;
const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** Nothing but the web, mail and the console: a scheme that is not known leads nowhere. */
function hrefOf(raw: string, link: Surroundings["link"]): string | null {
  const href = raw.trim();
  if (href === "" || CONTROL.test(href) || href.startsWith("//")) return null;
  if (SCHEME.test(href)) return WEB.test(href) ? href : null;
  if (href.startsWith("#")) return href;
  return link?.(href) ?? null;
}

function imageOf(raw: string | undefined, alt: string, { link, picture }: Surroundings): Inline {
  if (!raw) return { kind: "image", href: null, alt };
  const shown = picture?.(raw.trim()) ?? null;
  return { kind: "image", href: hrefOf(raw, link), alt, ...(shown && { picture: shown }) };
}

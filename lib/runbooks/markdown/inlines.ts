/** Phrases of Markdown's own tree, as inlines of ours. */
import type * as md from "mdast";
import type { Inline, Wrapper } from "./node";
import { type Addresses, weave } from "./weave";

type Definitions = ReadonlyMap<string, string>;
export type Phrasing = Addresses & { readonly definitions: Definitions };

const WRAPPER_OF = {
  strong: "strong",
  emphasis: "emphasis",
  delete: "strike",
} as const satisfies Record<string, Wrapper>;
/** Beyond this a file nests for no reason but to break readers. */
const DEEPEST = 60;

export function inlinesOf(
  nodes: readonly md.PhrasingContent[],
  place: Phrasing,
  depth = 0,
): Inline[] {
  if (depth > DEEPEST) return [];
  const threads = weave(place);
  for (const node of nodes) {
    if (node.type === "html") threads.html(node.value);
    else threads.add(...inlineOf(node, place, depth));
  }
  return threads.take();
}

function inlineOf(node: md.PhrasingContent, place: Phrasing, depth: number): Inline[] {
  switch (node.type) {
    case "text":
      return [{ kind: "text", text: node.value }];
    case "inlineCode":
      return [{ kind: "code", text: node.value }];
    case "strong":
    case "emphasis":
    case "delete":
      return [{ kind: WRAPPER_OF[node.type], inlines: inlinesOf(node.children, place, depth + 1) }];
    case "break":
      return [{ kind: "break" }];
    case "link":
      return [linkTo(node.url, node, place, depth)];
    case "linkReference": {
      const url = place.definitions.get(node.identifier);
      // Markdown keeps only references that are defined; a footnote's text may be another's.
      return url === undefined
        ? inlinesOf(node.children, place, depth + 1)
        : [linkTo(url, node, place, depth)];
    }
    case "image":
      return [place.imageOf(node.url, node.alt ?? "")];
    case "imageReference":
      return [place.imageOf(place.definitions.get(node.identifier), node.alt ?? "")];
    case "footnoteReference":
      return [{ kind: "footnote", label: node.label ?? node.identifier }];
    default:
      return [];
  }
}

const linkTo = (
  url: string,
  { children }: { readonly children: readonly md.PhrasingContent[] },
  place: Phrasing,
  depth: number,
): Inline => ({
  kind: "link",
  href: place.hrefOf(url),
  inlines: inlinesOf(children, place, depth + 1),
});

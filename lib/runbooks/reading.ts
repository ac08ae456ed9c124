/** A runbook's text, taken apart: its title, what it links to, and what can be searched. */
import { z } from "zod";
import { filled } from "./markdown/fill";
import type { Block, Front } from "./markdown/node";
import { headingsOf, type Section, sectionsOf } from "./markdown/outline";
import { parseMarkdown } from "./markdown/parse";
import { panelFence } from "./panel";
import { addressOf, type Place, pictureOf, type Shelf, targetOf } from "./place";

/** What is kept beside a text, so that a list need not read it. */
export const factsSchema = z.object({
  links: z.array(z.string()).default([]),
  anchors: z.array(z.string()).default([]),
  alerts: z.array(z.string()).default([]),
  keywords: z.array(z.string()).default([]),
});
export type Facts = z.output<typeof factsSchema>;

export type Reading = {
  readonly title: string;
  readonly summary: string | null;
  readonly facts: Facts;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
};

const MOST_LINKS = 500;
const LONGEST_LINK = 500;

/** Links lead where the shelf says; without one only those of the web do. */
export function readingOf(text: string, place: Place, shelf: Shelf | null = null): Reading {
  const links = new Set<string>();
  const { front, blocks } = parseMarkdown(text, {
    link: (raw) => {
      if (raw.length <= LONGEST_LINK && links.size < MOST_LINKS) links.add(raw);
      return shelf && addressOf(targetOf(raw, place, shelf));
    },
    picture: (raw) => shelf && pictureOf(raw, place, shelf),
    fence: panelFence,
  });
  const { title, rest } = titled(front, blocks, place);
  return {
    title,
    summary: front.summary,
    facts: {
      links: [...links, ...ownLinks(rest)],
      anchors: headingsOf(blocks).map(({ anchor }) => anchor),
      alerts: [...front.alerts],
      keywords: [...front.keywords],
    },
    blocks: rest,
    // As it reads by itself: nobody looks for the holes.
    sections: sectionsOf(filled(rest, {})),
  };
}

const LONGEST_TITLE = 200;

/** The head's title, or else the first heading where it is the text's own; the page has it above the text. */
function titled(front: Front, blocks: readonly Block[], { path }: Place) {
  const [first] = blocks;
  const [heading] = headingsOf(blocks);
  const isTitle = first?.kind === "heading" && first.depth === 1;
  const name = path.split("/").at(-1)?.replace(/\.md$/i, "") ?? path;
  const title = front.title ?? (heading?.depth === 1 ? heading.text : null) ?? name;
  const rest = isTitle && heading?.text === title ? blocks.slice(1) : blocks;
  return { title: title.trim().slice(0, LONGEST_TITLE) || name, rest };
}

/** Links to sections of the same text. */
function ownLinks(blocks: readonly Block[]): string[] {
  const found = JSON.stringify(blocks).matchAll(/"href":"(#[^"\\]*)"/g);
  return [...new Set([...found].map(([, href = ""]) => href))].slice(0, MOST_LINKS);
}

"use client";
/** A heading that can be linked to. */
import type { Block } from "@/lib/runbooks/markdown/node";
import { Inlines } from "./inlines";
import { useSetting } from "./setting";

const TAGS = ["h2", "h2", "h3", "h4", "h5", "h6"] as const;
const LOOKS = ["text-20", "text-16", "text-14", "text-14", "text-13", "text-13"] as const;

export function Heading({ heading }: { heading: Extract<Block, { kind: "heading" }> }) {
  const { prefix = "" } = useSetting();
  const Tag = TAGS[heading.depth - 1] ?? "h6";
  const look = LOOKS[heading.depth - 1] ?? "text-13";
  const anchor = `${prefix}${heading.anchor}`;
  return (
    <Tag
      id={anchor}
      className={`group wrap-anywhere mt-2 scroll-mt-20 font-semibold text-primary first:mt-0 ${look}`}
    >
      <Inlines of={heading.inlines} />
      <a
        href={`#${anchor}`}
        aria-label="Link to this section"
        className="ml-1.5 text-muted opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
      >
        #
      </a>
    </Tag>
  );
}

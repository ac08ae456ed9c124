"use client";
/** A Markdown text, drawn from its tree: no HTML of a file ever reaches the page. */
import { useMemo } from "react";
import type { Block } from "@/lib/runbooks/markdown/node";
import { headingsOf } from "@/lib/runbooks/markdown/outline";
import { Blocks } from "./blocks";
import { type MarkdownSetting, Setting } from "./setting";

export type TextProps = MarkdownSetting & { blocks: readonly Block[] };

export function Text({ blocks, ticks, headings, link, panel, diagram, prefix }: TextProps) {
  const setting = useMemo(
    () => ({ ticks, headings: headings ?? headingsOf(blocks), link, panel, diagram, prefix }),
    [ticks, headings, blocks, link, panel, diagram, prefix],
  );
  return (
    <Setting value={setting}>
      <div className="wrap-anywhere flex min-w-0 flex-col gap-3 text-14 text-primary leading-relaxed">
        <Blocks of={blocks} />
      </div>
    </Setting>
  );
}

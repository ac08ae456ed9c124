"use client";
/** Blocks of a text, one after the other. */
import { CircleAlert, Info, Lightbulb, type LucideIcon, OctagonAlert } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { Snippet } from "@/components/ui/snippet";
import type { Block, Tone } from "@/lib/runbooks/markdown/node";
import { Heading } from "./heading";
import { Inlines } from "./inlines";
import { List } from "./list";
import { useSetting } from "./setting";
import { TextTable } from "./text-table";

export function Blocks({ of }: { of: readonly Block[] }) {
  return of.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn whole, and its parts have no other name
    <Fragment key={i}>
      <One block={block} />
    </Fragment>
  ));
}

function One({ block }: { block: Block }): ReactNode {
  const { panel, prefix = "" } = useSetting();
  switch (block.kind) {
    case "heading":
      return <Heading heading={block} />;
    case "paragraph":
      return (
        <p className="wrap-anywhere min-w-0">
          <Inlines of={block.inlines} />
        </p>
      );
    case "verbatim":
      return (
        <div className="wrap-anywhere min-w-0 whitespace-pre-wrap">
          <Inlines of={block.inlines} />
        </div>
      );
    case "code":
      return <Code info={block.info} text={block.text} />;
    case "panel":
      return panel?.(block) ?? <Code info="panel" text={block.text} />;
    case "quote":
      return (
        <blockquote className="flex min-w-0 flex-col gap-3 border-control border-l-2 pl-3 text-secondary">
          <Blocks of={block.blocks} />
        </blockquote>
      );
    case "note":
      return <Note block={block} />;
    case "list":
      return <List list={block}>{(blocks) => <Blocks of={blocks} />}</List>;
    case "table":
      return <TextTable table={block} />;
    case "rule":
      return <hr className="border-line" />;
    case "contents":
      return <Contents />;
    case "details":
      return <Fold block={block} />;
    case "footnotes":
      return (
        <div id={`${prefix}fn-${block.label}`} className="flex min-w-0 gap-2 text-12 text-muted">
          <span>{block.label}</span>
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <Blocks of={block.blocks} />
          </div>
        </div>
      );
  }
}

function Code({ info, text }: { info: string; text: string }) {
  const { diagram } = useSetting();
  if (info === "mermaid" && diagram) return diagram(text);
  return <Snippet code={text} label={info ? `${info.split(/\s/, 1)[0]} code` : "code"} />;
}

const TONES: Readonly<Record<Tone, { readonly icon: LucideIcon; readonly look: string }>> = {
  note: { icon: Info, look: "border-info-solid text-info-text" },
  tip: { icon: Lightbulb, look: "border-ok-solid text-ok-text" },
  important: { icon: Info, look: "border-info-solid text-info-text" },
  warning: { icon: CircleAlert, look: "border-warning-solid text-warning-text" },
  caution: { icon: OctagonAlert, look: "border-critical-solid text-critical-text" },
};

function Note({ block }: { block: Extract<Block, { kind: "note" }> }) {
  const { icon: Icon, look } = TONES[block.tone];
  return (
    <div role="note" className={`flex min-w-0 flex-col gap-2 border-l-2 pl-3 ${look}`}>
      <p className="flex items-center gap-1.5 font-medium text-13">
        <Icon aria-hidden className="size-4 shrink-0" />
        {block.title}
      </p>
      <div className="flex min-w-0 flex-col gap-3 text-primary">
        <Blocks of={block.blocks} />
      </div>
    </div>
  );
}

function Fold({ block }: { block: Extract<Block, { kind: "details" }> }) {
  return (
    <details open={block.isOpen} className="min-w-0 rounded-control border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium text-primary">
        {block.summary.length > 0 ? <Inlines of={block.summary} /> : "Details"}
      </summary>
      <div className="flex min-w-0 flex-col gap-3 pt-3">
        <Blocks of={block.blocks} />
      </div>
    </details>
  );
}

const DEEPEST_SHOWN = 3;

export function Contents() {
  const { headings = [], prefix = "" } = useSetting();
  const least = Math.min(...headings.map(({ depth }) => depth));
  return (
    <ul className="flex flex-col gap-1 text-13">
      {headings
        .filter(({ depth }) => depth < least + DEEPEST_SHOWN)
        .map(({ anchor, text, depth }) => (
          <li key={anchor} style={{ paddingLeft: (depth - least) * 12 }}>
            <a
              href={`#${prefix}${anchor}`}
              className="wrap-anywhere text-secondary underline-offset-2 hover:text-primary hover:underline"
            >
              {text}
            </a>
          </li>
        ))}
    </ul>
  );
}

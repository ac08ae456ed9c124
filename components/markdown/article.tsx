"use client";
/** A long text with its table of contents beside it; on a phone the contents are folded above it. */
import { type ReactNode, useEffect } from "react";
import type { Values } from "@/lib/runbooks/markdown/fill";
import type { Block, Heading } from "@/lib/runbooks/markdown/node";
import { Contents } from "./blocks";
import { ConsoleText } from "./console-text";
import { Setting, type Ticks } from "./setting";

type ArticleProps = {
  blocks: readonly Block[];
  headings: readonly Heading[];
  values?: Values;
  alertId?: string | null;
  ticks?: Ticks;
  /** Beside the text, under its contents. */
  aside?: ReactNode;
};

export function Article({ blocks, headings, aside, ...rest }: ArticleProps) {
  useHash();
  return (
    <div className="grid min-w-0 gap-4 max-md:gap-3 lg:grid-cols-[minmax(0,1fr)_16rem]">
      <article className="min-w-0 rounded-panel border border-line bg-panel p-4 md:p-6">
        <div className="max-w-3xl">
          <ConsoleText blocks={blocks} headings={headings} {...rest} />
        </div>
      </article>
      <div className="flex min-w-0 flex-col gap-4 max-lg:order-first">
        {headings.length > 1 && <Outline headings={headings} />}
        {aside}
      </div>
    </div>
  );
}

function Outline({ headings }: { headings: readonly Heading[] }) {
  return (
    <Setting value={{ headings }}>
      <nav aria-label="Contents" className="min-w-0 lg:sticky lg:top-20">
        <details className="rounded-panel border border-line bg-panel p-3 lg:hidden">
          <summary className="cursor-pointer font-medium text-13 text-primary">Contents</summary>
          <div className="pt-2">
            <Contents />
          </div>
        </details>
        <div className="max-h-[70vh] overflow-y-auto max-lg:hidden">
          <p className="pb-2 font-medium text-12 text-muted">Contents</p>
          <Contents />
        </div>
      </nav>
    </Setting>
  );
}

/** The browser looks for the section before the text is there: once it is, it is shown. */
function useHash(): void {
  useEffect(() => {
    const { hash } = window.location;
    if (hash.length < 2) return;
    document.getElementById(decoded(hash.slice(1)))?.scrollIntoView();
  }, []);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

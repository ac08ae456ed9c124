"use client";
/** What a text is drawn with: ticks, links and live parts belong to whoever shows it. */
import { createContext, type ReactNode, use } from "react";
import type { Step } from "@/lib/browser/ticks";
import type { Heading, Panel } from "@/lib/runbooks/markdown/node";

export type Ticks = {
  readonly isTicked: (step: Step) => boolean;
  readonly count: number;
  /** Without it ticks are shown and cannot be set. */
  readonly onTick?: ((step: Step, isTicked: boolean) => void) | undefined;
  /** What stands under a step: who ticked it, whose it is, comments. */
  readonly note?: ((step: Step) => ReactNode) | undefined;
};

export type MarkdownSetting = {
  /** Without it nothing can be ticked. */
  readonly ticks?: Ticks | undefined;
  readonly headings?: readonly Heading[] | undefined;
  /** A link within the console. */
  readonly link?: ((href: string, children: ReactNode) => ReactNode) | undefined;
  readonly panel?: ((panel: Panel) => ReactNode) | undefined;
  readonly diagram?: ((text: string) => ReactNode) | undefined;
  /** Keeps anchors of several texts on one page apart; headings of an empty one can be linked to. */
  readonly prefix?: string | undefined;
};

export const Setting = createContext<MarkdownSetting>({});
export const useSetting = (): MarkdownSetting => use(Setting);

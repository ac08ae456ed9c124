"use client";
/** A titled surface that shows its reading as figure and picture, or says honestly why it cannot. */
import { type ReactNode, useId, useState } from "react";
import type { EmptyProps } from "./empty-state";
import { PanelBody, type PanelView } from "./panel-body";
import { PanelMenu } from "./panel-menu";
import { Freshness } from "./panel-states";
import type { Reading } from "./reading";
import type { Sheet } from "./sheet";

export type PanelProps<T> = {
  title: string;
  /** The question the panel answers, in the operator's words; also its accessible description. */
  question: string;
  reading: Reading<T>;
  /** The answer in one figure, so that a screen reader and a test can read what a chart can only show. */
  figure?: (data: T) => string;
  /** Whether there is nothing to draw. */
  isEmpty?: (data: T) => boolean;
  empty?: EmptyProps;
  /** The data as rows: turns on "View as table" and "Copy data as CSV". */
  sheet?: (data: T) => Sheet;
  /** Height of the body in px, the same in every state; `fit` grows with its content, for lists and forms. */
  height?: number | "fit";
  /** More entries of the panel's menu: `MenuItem`s. */
  acts?: ReactNode;
  /** Controls beside the title: a `Segmented`, at most. */
  controls?: ReactNode;
  /** Whether the body runs to the panel's edges, as tables do. */
  isFlush?: boolean;
  children: (data: T) => ReactNode;
};

export function Panel<T>(props: PanelProps<T>) {
  const { title, question, reading, figure, sheet, acts, controls } = props;
  const id = useId();
  const [view, setView] = useState<PanelView>("picture");
  const { data } = reading;
  return (
    <section
      id={slugOf(title)}
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}q`}
      aria-busy={reading.isPending || reading.isPlaceholderData}
      className="flex min-w-0 flex-col rounded-panel border border-line bg-panel"
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <h2 id={`${id}t`} className="font-medium text-14 text-primary">
              {title}
            </h2>
            <Freshness reading={reading} />
          </div>
          <p id={`${id}q`} className="text-12 text-muted">
            {question}
          </p>
        </div>
        {figure && (
          <p
            role="status"
            aria-live="off"
            className="max-w-[50%] shrink-0 text-right font-semibold text-16 text-primary tabular-nums"
          >
            {figureText(reading, figure)}
          </p>
        )}
        {controls && <div className="max-md:order-last max-md:w-full">{controls}</div>}
        <PanelMenu
          title={title}
          anchor={slugOf(title)}
          sheet={data !== undefined && sheet ? () => sheet(data) : undefined}
          view={view}
          onView={setView}
        >
          {acts}
        </PanelMenu>
      </header>
      <PanelBody {...props} view={view} />
    </section>
  );
}

function figureText<T>({ data, isError }: Reading<T>, figure: (data: T) => string): string {
  if (data !== undefined) return figure(data);
  return isError ? "Not readable" : "…";
}

/** A link can point at a panel. */
const slugOf = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

"use client";
/** The body of a panel in its four states, all of one height, so that nothing jumps. */
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state";
import type { PanelProps } from "./panel";
import { PanelError, PanelSkeleton } from "./panel-states";
import { SheetTable } from "./sheet-table";

export type PanelView = "picture" | "table";

const DEFAULT_HEIGHT = 280;
const LEAST_FIT_HEIGHT = 120;

export function PanelBody<T>(props: PanelProps<T> & { view: PanelView }) {
  const { height = DEFAULT_HEIGHT, isFlush = false, reading, isEmpty } = props;
  const isShort = reading.data !== undefined && !isEmpty?.(reading.data);
  // What fits its content is as high as that, once it is there.
  const fit = isShort ? {} : { minHeight: LEAST_FIT_HEIGHT };
  const size = height === "fit" ? fit : { flexBasis: height };
  const isPicture = props.view === "picture" && reading.data !== undefined;
  return (
    <div
      style={size}
      className={`flex min-w-0 grow flex-col ${height === "fit" ? "" : "min-h-0 shrink-0"} transition-opacity ${isFlush && isPicture ? "" : "px-4 pb-4"} ${reading.isPlaceholderData ? "opacity-60" : ""}`}
    >
      {contentOf(props)}
    </div>
  );
}

function contentOf<T>(props: PanelProps<T> & { view: PanelView }): ReactNode {
  const { reading, isEmpty, empty, sheet, view, title, children } = props;
  const { data } = reading;
  if (data === undefined) {
    return reading.isError ? <PanelError reading={reading} /> : <PanelSkeleton />;
  }
  if (isEmpty?.(data)) {
    return <EmptyState {...(empty ?? { title: "Nothing in this time range" })} />;
  }
  if (view === "table" && sheet) return <SheetTable label={title} sheet={sheet(data)} />;
  return children(data);
}

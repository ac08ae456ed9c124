"use client";
/** Dragging over a chart chooses that stretch of time; the page's address keeps it. */
import { type PointerEvent, type ReactNode, useState } from "react";
import { FRAME, instantAt, pixelOf } from "./scale";

type DragZoomProps = {
  width: number;
  domain: readonly [number, number];
  onZoom: ((from: Date, to: Date) => void) | undefined;
  /** A press that was no drag. */
  onPick?: ((at: number) => void) | undefined;
  children: ReactNode;
};

type Drag = { readonly start: number; readonly end: number };
const LEAST_DRAG_PX = 8;

export function DragZoom({ width, domain, onZoom, onPick, children }: DragZoomProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const at = (event: PointerEvent<HTMLDivElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;

  const begin = (event: PointerEvent<HTMLDivElement>) => {
    // A finger scrolls the page; only a mouse or pen drags.
    if (!onZoom || event.button !== 0 || event.pointerType === "touch") return;
    const x = at(event);
    setDrag({ start: x, end: x });
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag) return;
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    setDrag({ ...drag, end: at(event) });
  };
  const finish = () => {
    setDrag(null);
    if (!drag || !onZoom) return;
    if (Math.abs(drag.end - drag.start) < LEAST_DRAG_PX) {
      onPick?.(instantAt(drag.start, width, ...domain));
      return;
    }
    const [from, to] = [drag.start, drag.end]
      .map((x) => instantAt(x, width, ...domain))
      .sort((a, b) => a - b) as [number, number];
    onZoom(new Date(from), new Date(to));
  };

  return (
    <div
      className="absolute inset-0 touch-pan-y select-none"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
    >
      {children}
      {drag && <Selection drag={drag} width={width} domain={domain} />}
    </div>
  );
}

type SelectionProps = { drag: Drag; width: number; domain: readonly [number, number] };

function Selection({ drag, width, domain }: SelectionProps) {
  const [left, right] = [drag.start, drag.end]
    .map((x) => pixelOf(instantAt(x, width, ...domain), width, ...domain))
    .sort((a, b) => a - b) as [number, number];
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute border-accent border-x bg-accent-soft/60"
      style={{ left, width: right - left, top: FRAME.top, bottom: FRAME.bottom }}
    />
  );
}

"use client";
/** What a panel shows instead of data: a skeleton, an error with a way out, and the age of what is stale. */
import { RotateCw } from "lucide-react";
import { ago } from "@/lib/core/clock";
import { Badge } from "./badge";
import { Button } from "./button";
import type { Reading } from "./reading";
import { useNow } from "./use-now";
import { readerZone } from "./zone";

const STALE_AFTER_MS = 60_000;

export function PanelSkeleton() {
  return (
    <div aria-hidden className="flex min-h-0 flex-1 animate-shimmer flex-col justify-end gap-2">
      <div className="min-h-0 flex-1 rounded-control bg-hover" />
      <div className="flex justify-between">
        <div className="h-3 w-12 rounded-control bg-hover" />
        <div className="h-3 w-12 rounded-control bg-hover" />
        <div className="h-3 w-12 rounded-control bg-hover" />
      </div>
    </div>
  );
}

export function PanelError({ reading }: { reading: Reading<unknown> }) {
  const { error, refetch } = reading;
  return (
    <div
      role="alert"
      className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 overflow-auto text-center"
    >
      <Badge tone="critical">{error?.message ?? "This could not be read"}</Badge>
      <p className="max-w-sm text-13 text-muted">{adviceOf(error)}</p>
      <Button size="s" icon={RotateCw} onClick={() => refetch()}>
        Read again
      </Button>
    </div>
  );
}

/** A Fault carries its own advice; ui knows only its shape. */
function adviceOf(error: Error | null): string {
  const fault = error as { code?: unknown; detail?: { detail?: unknown } } | null;
  const carried = fault?.detail?.detail;
  if (typeof carried === "string") return carried;
  return fault?.code === "not-found"
    ? "It may have been removed, or it belongs to another project."
    : "Nothing is lost: the data is kept on the server.";
}

/** Nothing while data is fresh; its age when reading has stopped or fails. */
export function Freshness({ reading }: { reading: Reading<unknown> }) {
  const now = useNow();
  const { data, dataUpdatedAt, isError } = reading;
  if (data === undefined || now === null || dataUpdatedAt === 0) return null;
  const read = ago(new Date(dataUpdatedAt), new Date(Math.max(now, dataUpdatedAt)), readerZone());
  if (isError) return <Badge tone="warning">{`Cannot be read; last read ${read}`}</Badge>;
  const isStale = now - dataUpdatedAt > STALE_AFTER_MS;
  return isStale ? <Badge tone="unknown">{`Read ${read}`}</Badge> : null;
}

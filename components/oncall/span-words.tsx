"use client";
/** From when to when, on the reader's clock. */
import { Instant } from "@/components/ui/instant";
import type { SpanView } from "@/lib/oncall/schedules/schema";

export function SpanWords({ from, to }: SpanView) {
  return (
    <span className="text-12 text-muted">
      <Instant at={from} style="exact" /> to <Instant at={to} style="exact" />
    </span>
  );
}

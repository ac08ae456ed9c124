"use client";
/** How large the cache is, when it reports it. */
import { LinesPanel } from "@/components/charts/lines-panel";
import { part, type Reading } from "@/components/ui/reading";
import type { CacheView } from "@/lib/cache/schema";
import { bytes, count } from "@/lib/core/format";

const sizeOf = ({ axis, size }: CacheView) => ({
  axis,
  lines: size?.bytesOver ?? [],
  figure: [
    size?.bytes != null ? bytes(size.bytes) : null,
    size?.entries != null ? `${count(size.entries)} entries` : null,
  ]
    .filter((word) => word !== null)
    .join(", "),
});

export function SizePanel({ reading }: { reading: Reading<CacheView> }) {
  return (
    <LinesPanel
      title="Size"
      question="How much does the cache hold?"
      reading={part(reading, sizeOf)}
      value={bytes}
      empty={{
        title: "The cache does not report its size",
        hint: "Send metric events called `cache.size_bytes` and `cache.entries`, one a layer if you like.",
      }}
    />
  );
}

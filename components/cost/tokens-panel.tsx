"use client";
/** Tokens by class: what the money was spent on. */
import { LinesPanel } from "@/components/charts/lines-panel";
import { part, type Reading } from "@/components/ui/reading";
import { count, orDash, share } from "@/lib/core/format";
import type { SpendView } from "@/lib/spend/schema";

const linesOf = ({ axis, tokens }: SpendView) => {
  const whole = tokens.rows.reduce((sum, row) => sum + row.tokens, 0);
  const read = tokens.rows.find(({ key }) => key === "cache-read");
  return {
    axis,
    lines: whole === 0 ? [] : tokens.lines,
    figure: `${count(whole)} tokens, ${orDash(read?.share, share)} read from caches`,
  };
};

export function TokensPanel({ reading }: { reading: Reading<SpendView> }) {
  return (
    <LinesPanel
      title="Tokens by class"
      question="What was read, cached and written? Reasoning is part of the output."
      reading={part(reading, linesOf)}
      kind="area"
      value={count}
      height={320}
      empty={{ title: "No tokens in this time range" }}
    />
  );
}

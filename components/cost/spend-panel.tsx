"use client";
/** Spend over time, stacked by whatever the rollups hold. */
import { LinesPanel } from "@/components/charts/lines-panel";
import { Select } from "@/components/ui/field";
import { KeptLink } from "@/components/ui/kept-link";
import { part, type Reading } from "@/components/ui/reading";
import { dollars, formatMoney, picosOf } from "@/lib/core/money";
import { DIM_WORDS, SPEND_DIMS, type SpendDim } from "@/lib/spend/dimension";
import type { SpendView } from "@/lib/spend/schema";

type SpendPanelProps = {
  reading: Reading<SpendView>;
  by: SpendDim;
  onBy: (by: SpendDim) => void;
  onPick: (at: string) => void;
};

const OPTIONS = SPEND_DIMS.map((value) => ({ value, label: `By ${DIM_WORDS[value]}` }));

const linesOf = ({ axis, over, spentUsd, unpricedNote }: SpendView) => ({
  axis,
  lines: over,
  figure: [
    spentUsd === null ? "cost not known" : formatMoney(picosOf(spentUsd), { precise: true }),
    unpricedNote,
  ]
    .filter((word) => word !== null)
    .join(", "),
});

export function SpendPanel({ reading, by, onBy, onPick }: SpendPanelProps) {
  return (
    <LinesPanel
      title="Spend over time"
      question={`What did each ${DIM_WORDS[by]} cost, and when?`}
      reading={part(reading, linesOf)}
      kind="bars"
      value={dollars}
      height={340}
      onPick={onPick}
      empty={{
        title: "Nothing was spent in this time range",
        hint: "Send `llm_call` events with provider, model and tokens: each is priced when it arrives.",
        action: (
          <KeptLink href="/connect" look="button">
            Connect an agent
          </KeptLink>
        ),
      }}
      controls={
        <div className="w-44 max-w-full">
          <Select aria-label="Split spend" value={by} options={OPTIONS} onChange={onBy} />
        </div>
      }
    />
  );
}

"use client";
/** Who took which share of the money; each name leads to its calls. */
import { BarList } from "@/components/charts/bar-list";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { coloursOf } from "@/lib/core/palette";
import { DIM_WORDS, type SpendDim } from "@/lib/spend/dimension";
import type { SpendView } from "@/lib/spend/schema";

type SharesPanelProps = {
  reading: Reading<SpendView>;
  by: SpendDim;
  onPick: (name: string) => void;
};

const MOST = 12;

export function SharesPanel({ reading, by, onPick }: SharesPanelProps) {
  return (
    <Panel
      title="Share"
      question={`Which ${DIM_WORDS[by]} takes which part of it?`}
      reading={reading}
      isEmpty={({ rows }) => rows.every(({ cost }) => !cost)}
      empty={{ title: "Nothing was spent in this time range" }}
      height={340}
    >
      {(view) => <BarList label="Share" items={itemsOf(view)} value={dollars} onPick={onPick} />}
    </Panel>
  );
}

function itemsOf({ rows, over }: SpendView) {
  const colours = coloursOf(over.map(({ key }) => key).toSorted());
  return rows
    .filter(({ cost }) => cost !== null && cost > 0)
    .slice(0, MOST)
    .map((row) => ({
      key: row.name,
      label: row.label,
      value: row.cost ?? 0,
      note: orDash(row.share, share),
      ...colourIn(colours, row.name || "none"),
    }));
}

function colourIn(colours: ReadonlyMap<string, string>, key: string): { colour?: string } {
  const colour = colours.get(key);
  return colour === undefined ? {} : { colour };
}

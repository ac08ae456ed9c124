/** The figures of the return: how many times over, and what one outcome cost. */
import { Tile } from "@/components/ui/tile";
import { count, exact, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { Target } from "@/lib/core/targets";
import type { RoiView } from "@/lib/spend/roi/schema";

export const multiple = (times: number): string => `${count(times)}×`;

/** Below half of it somebody should look. */
export const targetOf = (aim: number): Target => ({
  ...{ label: "Return", unit: "score", better: "higher", aim, limit: aim / 2 },
  words: `more than ${multiple(aim)}`,
});

const LABELS = ["Return", "Value", "Cost", "Cost per outcome", "Cost per success"] as const;

export function ReturnTiles({ view }: { view: RoiView | undefined }) {
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3 md:gap-4 xl:grid-cols-5">
      {view === undefined
        ? LABELS.map((label) => <Tile key={label} label={label} figure={undefined} />)
        : tilesOf(view).map((tile) => <Tile key={tile.label} {...tile} />)}
    </div>
  );
}

function tilesOf({ total, target }: RoiView) {
  const { multiplier, value, cost, outcomes, successes, unvalued } = total;
  return [
    {
      ...{ label: "Return", figure: orDash(multiplier, multiple) },
      target: { promise: targetOf(target), value: multiplier },
    },
    {
      ...{ label: "Value", figure: orDash(value, dollars) },
      note: unvalued > 0 ? `${count(unvalued)} without worth` : undefined,
    },
    { label: "Cost", figure: orDash(cost, dollars) },
    {
      ...{ label: "Cost per outcome", figure: orDash(total.costPerOutcome, dollars) },
      note: `${exact(outcomes)} outcomes`,
    },
    {
      ...{ label: "Cost per success", figure: orDash(total.costPerSuccess, dollars) },
      note: outcomes === 0 ? undefined : `${share(successes / outcomes)} succeeded`,
    },
  ];
}

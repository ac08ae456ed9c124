"use client";
/** How fast incidents were answered and ended in the time range, and how many pages were false. */
import { Cell, Grid } from "@/components/ui/grid";
import { Tile } from "@/components/ui/tile";
import { duration, orDash } from "@/lib/core/format";
import type { Spread } from "@/lib/incidents/clocks";
import { MOST_FALSE_PAGES_A_DAY } from "@/lib/incidents/noise";
import type { IncidentsView } from "@/lib/incidents/views";

export function FigureTiles({ view }: { view: IncidentsView | undefined }) {
  const period = view?.period;
  return (
    <Grid>
      <Spreaded label="MTTA" of={period?.acknowledge} what="first page to first answer" />
      <Spreaded label="MTTR" of={period?.resolve} what="beginning to end" open={period?.open} />
      <Spreaded label="MTTF" of={period?.betweenFailures} what="an end to the next beginning" />
      <Cell width={3}>
        <Tile
          label="False pages a day"
          figure={view && falseText(view)}
          note={view && `${view.noise.judged} of ${view.noise.pages} pages judged`}
          delta={{ direction: "flat", words: falseWords(view) }}
        />
      </Cell>
    </Grid>
  );
}

type SpreadedProps = {
  label: string;
  of: Spread | undefined;
  what: string;
  open?: number | undefined;
};

/** The mean is the figure that has a name; the median and the p90 say whether one outlier made it. */
function Spreaded({ label, of, what, open = 0 }: SpreadedProps) {
  const more = open === 0 ? "" : `, ${open} open not averaged`;
  const words = of && of.count > 0 ? `median ${text(of.median)}, p90 ${text(of.p90)}` : what;
  return (
    <Cell width={3}>
      <Tile
        label={label}
        figure={of && text(of.mean)}
        note={of && `of ${of.count}${more}`}
        delta={{ direction: "flat", words }}
      />
    </Cell>
  );
}

const text = (ms: number | null): string => orDash(ms, duration);

const falseText = ({ noise }: IncidentsView): string =>
  (Math.round(noise.falsePagesADay * 10) / 10).toString();

function falseWords(view: IncidentsView | undefined): string {
  const aim = `target: fewer than ${MOST_FALSE_PAGES_A_DAY}`;
  if (!view || view.noise.precision === null) return aim;
  const isWithin = view.noise.falsePagesADay < MOST_FALSE_PAGES_A_DAY;
  return `${aim}, ${isWithin ? "met" : "missed"}`;
}

"use client";
/** Forecast: where the day, the week and the month will end, by whom, and how good such words have been. */
import { useQuery } from "@tanstack/react-query";
import { LinesPanel } from "@/components/charts/lines-panel";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { forecastQuery } from "@/lib/spend/forecast/client";
import type { ForecastView } from "@/lib/spend/forecast/schema";
import { EndTiles } from "./end-tiles";
import { ForecastByPanel } from "./forecast-by-panel";
import { RecordPanel } from "./record-panel";
import { CostTabs } from "./tabs";
import { WhatIfPanel } from "./what-if-panel";

const chartOf = ({ chart, ends }: ForecastView) => {
  const month = ends.find(({ kind }) => kind === "monthly");
  return { ...chart, figure: `${orDash(month?.expected, dollars)} by the end of the month` };
};

const trackOf = ({ track }: ForecastView) => ({
  ...track,
  figure: track.days === 0 ? "" : `${orDash(track.coverage, share)} within the interval`,
});

const SHORT = {
  title: "Not enough history",
  hint: "A forecast needs seven whole days. What was spent so far is on the page Overview.",
};

export function ForecastPage() {
  const { ask } = useAsk();
  const reading = useQuery(forecastQuery(ask.project));
  return (
    <PageFrame title="Forecast" lead="Where the money will end, and how sure that is">
      <CostTabs />
      <EndTiles view={reading.data} />
      <Grid>
        <Cell width={8}>
          <LinesPanel
            title="Each day"
            question="What did each day cost, and what will the days to come? Four of five days should end within the interval."
            reading={part(reading, chartOf)}
            value={dollars}
            height={340}
            empty={SHORT}
          />
        </Cell>
        <Cell width={4}>
          <RecordPanel reading={reading} />
        </Cell>
        <Cell width={6}>
          <ForecastByPanel />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="Track record"
            question="What was said of each of the last thirty days on its morning, and what came?"
            reading={part(reading, trackOf)}
            value={dollars}
            height={340}
            empty={{
              title: "No record yet",
              hint: "It begins when there are three weeks: each day's forecast is replayed with what was known on its morning.",
            }}
          />
        </Cell>
        <Cell width={12}>
          <WhatIfPanel />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

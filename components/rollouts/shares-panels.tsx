"use client";
/** Both arms over time, one chart a signal, with the stages marked. */
import { useMemo } from "react";
import { TimeSeries } from "@/components/charts/time-series";
import { Cell, Grid } from "@/components/ui/grid";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import { share } from "@/lib/core/format";
import type { Series } from "@/lib/core/series";
import type { GateView, RolloutDetail } from "@/lib/rollouts/views";
import { SIGNAL_WORDS } from "@/lib/rollouts/words";

export function SharesPanels({ reading }: { reading: Reading<RolloutDetail> }) {
  const gates = reading.data?.gates.filter(({ points }) => points.length > 1) ?? [];
  if (gates.length === 0) return null;
  return (
    <Grid>
      {gates.map(({ key, signal }) => (
        <Cell key={key} width={6}>
          <Panel
            title={`${SIGNAL_WORDS[signal]} over time`}
            question="What share of each arm was bad: did both move together?"
            reading={part(reading, (detail) => ({
              gate: detail.gates.find((gate) => gate.key === key),
              arms: detail.rollout,
            }))}
            height={180}
          >
            {({ gate, arms }) =>
              gate && <Chart gate={gate} canary={arms.canary} control={arms.control} />
            }
          </Panel>
        </Cell>
      ))}
    </Grid>
  );
}

/** Of a share above this the axis ends at all. */
const HIGH = 0.75;

type ChartProps = { gate: GateView; canary: string; control: string };

function Chart({ gate: { points }, canary, control }: ChartProps) {
  const series = useMemo<Series[]>(
    () => [
      {
        key: canary,
        label: canary,
        points: points.map(({ at, canary: value }) => ({ at, value })),
      },
      {
        key: control,
        label: control,
        points: points.map(({ at, control: value }) => ({ at, value })),
      },
    ],
    [points, canary, control],
  );
  const most = Math.max(...points.flatMap(({ canary: a, control: b }) => [a ?? 0, b ?? 0]));
  return <TimeSeries series={series} value={share} {...(most > HIGH && { max: 1 })} />;
}

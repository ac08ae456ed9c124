"use client";
/** The infrastructure page: components first, then machines and stores, then every other metric. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { infrastructureQuery } from "@/lib/infrastructure/client";
import { ComponentsPanel } from "./components-panel";
import { MetricChartPanel } from "./metric-chart-panel";
import { OtherMetricsPanel } from "./other-metrics-panel";
import { UnreportedPanel } from "./unreported-panel";

/** Until the answer is here: as many panels as most systems have. */
const EXPECTED = ["CPU", "Memory", "Disk used", "Vector store latency"];

export function InfrastructurePage() {
  const { ask, live } = useAsk();
  const page = useQuery(infrastructureQuery(ask, live));
  const ids = page.data?.panels.filter(({ lines }) => lines.length > 0).map(({ id }) => id);
  const hasUnreported = page.data?.panels.some(({ lines }) => lines.length === 0) ?? false;
  return (
    <PageFrame
      title="Infrastructure"
      lead="What machines, stores and components report about themselves"
      markers={page.data?.deployments}
    >
      <Grid>
        <Cell width={12}>
          <ComponentsPanel reading={page} />
        </Cell>
        {(ids ?? EXPECTED).map((id) => (
          <Cell key={id} width={6}>
            <MetricChartPanel
              title={page.data?.panels.find((panel) => panel.id === id)?.title ?? id}
              reading={part(page, ({ axis, panels }) => ({
                axis,
                panel: panels.find((panel) => panel.id === id),
              }))}
            />
          </Cell>
        ))}
        {hasUnreported && (
          <Cell width={(ids?.length ?? 0) % 2 === 1 ? 6 : 12}>
            <UnreportedPanel
              reading={part(page, ({ panels }) => panels.filter(({ lines }) => lines.length === 0))}
            />
          </Cell>
        )}
        <Cell width={12}>
          <OtherMetricsPanel reading={page} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

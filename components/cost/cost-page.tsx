"use client";
/** Cost: where the money went, why, and the calls behind any mark. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { FigureTiles } from "@/components/charts/figure-tile";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { buttonLook } from "@/components/ui/button-look";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { markersOf } from "@/lib/overview/markers";
import { spendExportUrl, spendQuery } from "@/lib/spend/client";
import { AdvicePanel } from "./advice-panel";
import { AnomaliesPanel } from "./anomalies-panel";
import { CallsPanel } from "./calls-panel";
import { FailuresPanel } from "./failures-panel";
import { Headline } from "./headline";
import { MoversPanel } from "./movers-panel";
import { RowsPanel } from "./rows-panel";
import { SharesPanel } from "./shares-panel";
import { SpendPanel } from "./spend-panel";
import { CostTabs } from "./tabs";
import { TokensPanel } from "./tokens-panel";
import { UnpricedPanel } from "./unpriced-panel";
import { useMark } from "./use-mark";

const TILES = [
  "Cost",
  "Cost per request",
  "Spent on failed calls",
  "Avoided by the cache",
  "Unpriced calls",
];

export function CostPage() {
  const { ask, live } = useAsk();
  const mark = useMark();
  const by = useMemo(() => ({ ...ask, by: mark.by }), [ask, mark.by]);
  const page = useQuery(spendQuery(by, live));
  const deployments = page.data?.markers;
  const markers = useMemo(() => deployments && markersOf(deployments), [deployments]);
  const { setName, setAt } = mark;
  const showCalls = useCallback(
    (name: string) => {
      setName(name);
      document.getElementById("calls")?.scrollIntoView({ block: "start" });
    },
    [setName],
  );
  return (
    <PageFrame
      title="Cost"
      lead="What it cost, why, and what would lower it"
      markers={markers}
      acts={
        <>
          <a href={spendExportUrl(by, "csv")} download className={buttonLook({})}>
            Export CSV
          </a>
          <a href={spendExportUrl(by, "json")} download className={buttonLook({})}>
            Export JSON
          </a>
        </>
      }
    >
      <CostTabs />
      <Headline />
      <FigureTiles tiles={page.data?.tiles} labels={TILES} perRow={5} />
      <Grid>
        <Cell width={8}>
          <SpendPanel reading={page} by={mark.by} onBy={mark.setBy} onPick={setAt} />
        </Cell>
        <Cell width={4}>
          <SharesPanel reading={page} by={mark.by} onPick={showCalls} />
        </Cell>
        <Cell width={12}>
          <AnomaliesPanel />
        </Cell>
        <Cell width={6}>
          <MoversPanel reading={part(page, ({ movers }) => movers)} by={mark.by} />
        </Cell>
        <Cell width={6}>
          <AdvicePanel />
        </Cell>
        <Cell width={12}>
          <TokensPanel reading={page} />
        </Cell>
        <Cell width={6}>
          <FailuresPanel />
        </Cell>
        <Cell width={6}>
          <UnpricedPanel reading={page} />
        </Cell>
        <Cell width={12}>
          <RowsPanel reading={page} by={mark.by} onPick={showCalls} />
        </Cell>
        <Cell width={12}>
          <CallsPanel mark={mark} rows={page.data?.rows} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

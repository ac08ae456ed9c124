"use client";
/** The cache: how often it answers, by layer and agent, and what that is worth. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FigureTiles } from "@/components/charts/figure-tile";
import { LinesPanel } from "@/components/charts/lines-panel";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { cacheQuery } from "@/lib/cache/client";
import type { CacheView } from "@/lib/cache/schema";
import { count, orDash, share } from "@/lib/core/format";
import { markersOf } from "@/lib/overview/markers";
import { ArithmeticPanel } from "./arithmetic-panel";
import { CacheAgentsPanel, LayersPanel } from "./rows-panels";
import { SizePanel } from "./size-panel";

const TILES = ["Cache hit rate", "Lookups", "Cost avoided", "Latency saved per hit"];

/** Below the warning level the cache is not doing its work. */
const bandOf = (view: CacheView | undefined) =>
  view && { from: 0, to: view.target.limit, tone: "warning" as const };

const rateOf = (view: CacheView) => ({
  axis: view.axis,
  ...view.hitRate,
  targets: [view.target],
  figure: orDash(view.tiles[0]?.value, share),
});
const lookupsOf = ({ axis, lookups, tiles }: CacheView) => ({
  axis,
  lines: lookups,
  figure: `${orDash(tiles[1]?.value, count)} lookups`,
});
const layersOf = ({ axis, layerRates, target }: CacheView) => ({
  axis,
  ...layerRates,
  targets: [target],
});

const NO_LOOKUPS = {
  title: "No cache lookup in this time range",
  hint: "Send `cache` with request events: `hit`, `miss`, or `bypass` when the cache was not asked.",
};

export function CachePage() {
  const { ask, live } = useAsk();
  const page = useQuery(cacheQuery(ask, live));
  const { data } = page;
  const deployments = data?.markers;
  const markers = useMemo(() => deployments && markersOf(deployments), [deployments]);
  const band = useMemo(() => bandOf(data), [data]);
  return (
    <PageFrame title="Cache" markers={markers}>
      <FigureTiles tiles={data?.tiles} labels={TILES} perRow={4} />
      <Grid>
        <Cell width={8}>
          <LinesPanel
            title="Hit rate"
            question="Which share of lookups is answered from the cache?"
            reading={part(page, rateOf)}
            value={share}
            max={1}
            legend="none"
            empty={NO_LOOKUPS}
            height={340}
            {...(band && { band })}
          />
        </Cell>
        <Cell width={4}>
          <ArithmeticPanel reading={part(page, ({ arithmetic }) => arithmetic)} />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="Lookups a minute"
            question="How many lookups hit, how many miss?"
            reading={part(page, lookupsOf)}
            kind="area"
            value={count}
            empty={NO_LOOKUPS}
          />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="Hit rate by layer"
            question="Which layer answers?"
            reading={part(page, layersOf)}
            value={share}
            max={1}
            empty={NO_LOOKUPS}
          />
        </Cell>
        <Cell width={6}>
          <LayersPanel reading={part(page, ({ layers }) => layers)} empty={NO_LOOKUPS} />
        </Cell>
        <Cell width={6}>
          <SizePanel reading={page} />
        </Cell>
        <Cell width={12}>
          <CacheAgentsPanel reading={part(page, ({ agents }) => agents)} empty={NO_LOOKUPS} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

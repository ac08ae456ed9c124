"use client";
/** Pricing: what has no price first, then the models, the project's own prices, and stored calls priced anew. */
import { useQuery } from "@tanstack/react-query";
import { CircleDollarSign } from "lucide-react";
import { useState } from "react";
import { CostTabs } from "@/components/cost/tabs";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { pricingQuery } from "@/lib/pricing/client";
import { BackfillsPanel } from "./backfills-panel";
import { CallsDialog } from "./calls-dialog";
import { ClientsPanel } from "./clients-panel";
import { ModelsPanel } from "./models-panel";
import { PriceDialog } from "./price-dialog";
import { PricesPanel } from "./prices-panel";
import type { ModelName, PriceStart } from "./start";
import { UnpricedPanel } from "./unpriced-panel";

export function PricingPage() {
  const { ask, live } = useAsk();
  const page = useQuery(pricingQuery(ask, live));
  const [pricing, setPricing] = useState<PriceStart | null>(null);
  const [opened, setOpened] = useState<ModelName | null>(null);
  const onPrice = (name: ModelName, from: string) => setPricing({ ...name, from });
  return (
    <PageFrame
      title="Cost"
      acts={
        <Can permission="prices:write">
          {(gate) => (
            <Button
              tone="primary"
              icon={CircleDollarSign}
              onClick={() => setPricing({ provider: "", model: "", from: null })}
              {...gate}
            >
              Set a price
            </Button>
          )}
        </Can>
      }
    >
      <CostTabs />
      <UnpricedPanel
        reading={part(page, ({ unpriced }) => unpriced)}
        onPrice={onPrice}
        onOpen={setOpened}
      />
      <ModelsPanel reading={page} onOpen={setOpened} />
      <PricesPanel project={ask.project} reading={part(page, ({ prices }) => prices)} />
      <Grid>
        <Cell width={6}>
          <BackfillsPanel reading={part(page, ({ backfills }) => backfills)} />
        </Cell>
        <Cell width={6}>
          <ClientsPanel ask={ask} />
        </Cell>
      </Grid>
      {pricing && (
        <PriceDialog project={ask.project} start={pricing} onClose={() => setPricing(null)} />
      )}
      {opened && <CallsDialog ask={ask} name={opened} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}

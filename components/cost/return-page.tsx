"use client";
/** Return: what the money brought, against the target, and what outcomes are worth. */
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { LinesPanel } from "@/components/charts/lines-panel";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { orDash } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { roiQuery } from "@/lib/spend/roi/client";
import type { RoiView } from "@/lib/spend/roi/schema";
import { ReturnRows } from "./return-rows";
import { multiple, ReturnTiles, targetOf } from "./return-tiles";
import { CostTabs } from "./tabs";
import { WorthDialog } from "./worth-dialog";
import { WorthPanel } from "./worth-panel";

const EMPTY = {
  title: "No outcome in this time range",
  hint: "Send events of kind `outcome`: what was made (`type`), its `value` with a `unit` such as `minutes_saved` or `usd`, and whether it `succeeded`.",
};

export function ReturnPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(roiQuery(ask, live));
  const [isEditing, setEditing] = useState(false);
  const { data } = reading;
  return (
    <PageFrame
      title="Return"
      lead="What the money brought"
      acts={
        <Can permission="cost:write">
          {(gate) => (
            <Button
              tone="primary"
              icon={Pencil}
              onClick={() => setEditing(true)}
              {...gate}
              disabled={gate.disabled || data === undefined}
            >
              Say what outcomes are worth
            </Button>
          )}
        </Can>
      }
    >
      <CostTabs />
      <ReturnTiles view={data} />
      {data?.notes.map((note) => (
        <Notice key={note} tone="warning">
          {note}
        </Notice>
      ))}
      <Grid>
        <Cell width={6}>
          <LinesPanel
            title="Return over time"
            question="How many times over did the money come back? A gap: no outcome or no cost is known."
            reading={part(reading, returnOf)}
            value={multiple}
            height={300}
            empty={EMPTY}
          />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="Value and cost"
            question="What came back, and what went out?"
            reading={part(reading, moneyOf)}
            value={dollars}
            height={300}
            empty={EMPTY}
          />
        </Cell>
        <Cell width={12}>
          <ReturnRows
            id="types"
            title="By outcome"
            question="What does each kind of result cost, and what does it bring? Kinds share the cost of their agent by their number."
            first="Outcome"
            reading={part(reading, ({ types }) => types)}
            empty={EMPTY}
          />
        </Cell>
        <Cell width={12}>
          <ReturnRows
            id="providers"
            title="By provider"
            question="Where does the money come back best? An outcome counts for the providers of its agent, by their share of its calls."
            first="Provider"
            reading={part(reading, ({ providers }) => providers)}
            empty={EMPTY}
          />
        </Cell>
        <Cell width={12}>
          <WorthPanel reading={part(reading, ({ versions }) => versions)} />
        </Cell>
      </Grid>
      {isEditing && data && (
        <WorthDialog project={ask.project} view={data} onClose={() => setEditing(false)} />
      )}
    </PageFrame>
  );
}

const returnOf = ({ axis, multiplier, total, target }: RoiView) => ({
  ...{ axis, lines: multiplier, targets: [targetOf(target)] },
  figure: orDash(total.multiplier, multiple),
});

const moneyOf = ({ axis, money, total }: RoiView) => ({
  ...{ axis, lines: money },
  figure: orDash(total.value, dollars),
});

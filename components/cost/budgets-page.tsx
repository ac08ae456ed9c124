"use client";
/** Budgets: what may be spent, how each burns, what was told, and whether the ledger adds up. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { useUrlState } from "@/components/ui/use-url-state";
import { budgetsQuery } from "@/lib/spend/budgets/client";
import type { BudgetsView, BudgetView } from "@/lib/spend/budgets/schema";
import { BudgetDialog } from "./budget-dialog";
import { BudgetsPanel } from "./budgets-panel";
import { BurnPanel } from "./burn-panel";
import { LedgerPanel } from "./ledger-panel";
import { PeriodsPanel } from "./periods-panel";
import { CostTabs } from "./tabs";
import { ToldPanel } from "./told-panel";

/** What is edited: a budget, or a new one. */
type Editing = BudgetView | "new" | null;

export function BudgetsPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(budgetsQuery(ask.project, live));
  const [chosen, setChosen] = useUrlState("budget");
  const [editing, setEditing] = useState<Editing>(null);
  const pick = ({ budgets }: BudgetsView) => pickedOf(budgets, chosen);
  return (
    <PageFrame
      title="Budgets"
      lead="What may be spent, and who hears when it is not enough"
      acts={
        <Can permission="cost:write">
          {(gate) => (
            <Button tone="primary" icon={Plus} onClick={() => setEditing("new")} {...gate}>
              Set a budget
            </Button>
          )}
        </Can>
      }
    >
      <CostTabs />
      <BudgetsPanel
        reading={reading}
        chosen={reading.data ? (pick(reading.data)?.id ?? null) : null}
        onChoose={setChosen}
        onEdit={setEditing}
      />
      <Grid>
        <Cell width={8}>
          <BurnPanel reading={part(reading, pick)} />
        </Cell>
        <Cell width={4}>
          <ToldPanel reading={part(reading, pick)} />
        </Cell>
        <Cell width={8}>
          <PeriodsPanel reading={part(reading, pick)} />
        </Cell>
        <Cell width={4}>
          <LedgerPanel reading={part(reading, ({ ledger }) => ledger)} />
        </Cell>
      </Grid>
      {editing !== null && (
        <BudgetDialog
          project={ask.project}
          budget={editing === "new" ? null : editing}
          names={reading.data?.names ?? {}}
          onClose={() => setEditing(null)}
        />
      )}
    </PageFrame>
  );
}

/** The one that was chosen, or else the one that is furthest gone. */
function pickedOf(budgets: readonly BudgetView[], chosen: string | null): BudgetView | null {
  const found = budgets.find(({ id }) => id === chosen);
  return found ?? budgets.toSorted((a, b) => b.used - a.used)[0] ?? null;
}

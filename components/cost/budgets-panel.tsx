"use client";
/** Every budget with how far it is gone; one of them is looked at below. */
import { Pencil } from "lucide-react";
import { Can } from "@/components/shell/can";
import { Badge, type Tone } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { quantity, share } from "@/lib/core/format";
import { formatMoney, picosOf } from "@/lib/core/money";
import type { BudgetsView, BudgetView } from "@/lib/spend/budgets/schema";
import { UsedBar } from "./used-bar";

const money = (usd: string): string => formatMoney(picosOf(usd), { precise: true });

const STANDINGS: Readonly<Record<BudgetView["standing"], readonly [Tone, string]>> = {
  within: ["ok", "Within"],
  ahead: ["warning", "Will be crossed"],
  near: ["warning", "Threshold crossed"],
  over: ["critical", "Used up"],
  off: ["unknown", "Off"],
};

type BudgetsPanelProps = {
  reading: Reading<BudgetsView>;
  chosen: string | null;
  onChoose: (id: string) => void;
  onEdit: (budget: BudgetView) => void;
};

export function BudgetsPanel({ reading, chosen, onChoose, onEdit }: BudgetsPanelProps) {
  return (
    <Panel
      title="Budgets"
      question="How much of each is used, and will it last?"
      reading={reading}
      figure={figureOf}
      isEmpty={({ budgets }) => budgets.length === 0}
      empty={{
        title: "No budget is set",
        hint: "Set one for the whole project or for an agent, a model or a user: its thresholds are told to your channels once a period, with the day on which it will be crossed.",
      }}
      height="fit"
      isFlush
    >
      {({ budgets }) => (
        <ul className="flex flex-col">
          {budgets.map((budget) => (
            <Row
              key={budget.id}
              budget={budget}
              isChosen={budget.id === chosen}
              onChoose={onChoose}
              onEdit={onEdit}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function figureOf({ budgets }: BudgetsView): string {
  const over = budgets.filter(({ standing }) => standing === "over").length;
  if (budgets.length === 0) return "none";
  return over === 0 ? `${budgets.length}, none used up` : `${over} of ${budgets.length} used up`;
}

type RowProps = {
  budget: BudgetView;
  isChosen: boolean;
  onChoose: (id: string) => void;
  onEdit: (budget: BudgetView) => void;
};

function Row({ budget, isChosen, onChoose, onEdit }: RowProps) {
  const { id, label, standing, spentUsd, amountUsd, used, words, unpricedCalls } = budget;
  const [tone, standingWords] = STANDINGS[standing];
  return (
    <li
      className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 border-line border-t px-4 py-3 text-13 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)_11rem] ${isChosen ? "bg-accent-soft/40" : ""}`}
    >
      <div className="min-w-0">
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={() => onChoose(id)}
          className="max-w-full truncate rounded-control text-left font-medium text-14 text-primary underline-offset-2 hover:underline"
        >
          {label}
        </button>
        <p className="flex flex-wrap items-center gap-x-2">
          <Badge bare tone={tone}>
            {standingWords}
          </Badge>
          {unpricedCalls > 0 && (
            <Badge bare tone="warning">
              {`${quantity(unpricedCalls, "call")} unpriced`}
            </Badge>
          )}
        </p>
      </div>
      <div className="order-last col-span-2 min-w-0 md:order-none md:col-span-1">
        <UsedBar budget={budget} />
        <p className="pt-1 text-12 text-secondary">{words}</p>
      </div>
      <div className="flex items-center justify-end gap-2">
        <span className="text-right text-primary tabular-nums" title={`$${spentUsd}`}>
          {money(spentUsd)}
          <span className="block text-12 text-muted">{`${share(used)} of ${money(amountUsd)}`}</span>
        </span>
        <Can permission="cost:write" otherwise="hide">
          {() => (
            <IconButton
              size="s"
              icon={Pencil}
              label={`Change ${label}`}
              onClick={() => onEdit(budget)}
            />
          )}
        </Can>
      </div>
    </li>
  );
}

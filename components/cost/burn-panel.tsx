"use client";
/** How the chosen budget burns: spent, expected with its interval, and an even spend. */
import { LinesPanel } from "@/components/charts/lines-panel";
import { part, type Reading } from "@/components/ui/reading";
import { dollars } from "@/lib/core/money";
import type { Target } from "@/lib/core/targets";
import type { BudgetView } from "@/lib/spend/budgets/schema";

const NOTHING = { from: new Date(0).toISOString(), stepMs: 86_400_000, count: 0 };

const amountOf = ({ amount }: BudgetView): Target => ({
  ...{ label: "Budget", unit: "usd", better: "lower", aim: amount, limit: amount },
  ...{ words: dollars(amount), noun: "budget" },
});

const linesOf = (budget: BudgetView | null) =>
  budget === null
    ? { axis: NOTHING, lines: [], figure: "" }
    : {
        ...budget.chart,
        targets: [amountOf(budget)],
        figure: budget.end
          ? `expected ${dollars(budget.end.expected)}`
          : `${dollars(budget.spent)} so far`,
      };

export function BurnPanel({ reading }: { reading: Reading<BudgetView | null> }) {
  return (
    <LinesPanel
      title="Burn"
      question={
        reading.data
          ? `${reading.data.label}: will it last? The end of each day, on the project's clock.`
          : "Will it last?"
      }
      reading={part(reading, linesOf)}
      value={dollars}
      height={320}
      empty={{ title: "No budget to look at" }}
    />
  );
}

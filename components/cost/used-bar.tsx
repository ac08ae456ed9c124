"use client";
/** How much of a budget is used against how much of its period has passed, with its thresholds. */
import { share } from "@/lib/core/format";
import type { BudgetView } from "@/lib/spend/budgets/schema";

const FILL: Readonly<Record<BudgetView["standing"], string>> = {
  within: "bg-ok-solid",
  ahead: "bg-warning-solid",
  near: "bg-warning-solid",
  over: "bg-critical-solid",
  off: "bg-unknown-solid",
};

export function UsedBar({ budget }: { budget: BudgetView }) {
  const { used, passed, thresholds, standing } = budget;
  const most = Math.max(1, ...thresholds.map((percent) => percent / 100));
  const at = (part: number): string => `${Math.min(100, (100 * part) / most)}%`;
  return (
    <div
      role="img"
      aria-label={`${share(used)} used, ${share(passed)} of the period has passed`}
      className="relative h-2.5 rounded-control bg-hover"
    >
      <div
        className={`absolute inset-y-0 left-0 rounded-control ${FILL[standing]}`}
        style={{ width: at(used) }}
      />
      {thresholds.map((percent) => (
        <span
          key={percent}
          title={`${percent} %`}
          className="absolute inset-y-0 w-px bg-primary opacity-60"
          style={{ left: `calc(${at(percent / 100)} - 1px)` }}
        />
      ))}
      <span
        title={`${share(passed)} of the period has passed`}
        className="absolute -inset-y-1 w-0.5 bg-accent"
        style={{ left: at(passed * 1) }}
      />
    </div>
  );
}

"use client";
/** The month in one sentence: spent, expected, and the day on which the budget will be gone. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { forecastQuery } from "@/lib/spend/forecast/client";

export function Headline() {
  const { ask } = useAsk();
  const { data } = useQuery(forecastQuery(ask.project));
  const month = data?.ends.find(({ kind }) => kind === "monthly");
  return (
    <div className="flex min-h-16 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-panel border border-line bg-panel px-4 py-3">
      <p role="status" aria-live="off" className="min-w-0 text-16 text-primary md:text-20">
        {month === undefined ? "…" : `${month.words}.`}
      </p>
      <p className="text-13">
        <KeptLink href={month?.budget === null ? "/cost/budgets" : "/cost/forecast"}>
          {month?.budget === null ? "Set a budget" : "How sure is that?"}
        </KeptLink>
      </p>
    </div>
  );
}

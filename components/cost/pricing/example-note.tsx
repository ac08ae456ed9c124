"use client";
/** What one call would cost at the price that is being written, beside what it costs now. */
import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { exact } from "@/lib/core/format";
import { exampleQuery } from "@/lib/pricing/client";
import { isWhole } from "@/lib/pricing/draft";
import type { ExampleView, PriceDraft } from "@/lib/pricing/schema";

type ExampleNoteProps = { project: string; draft: PriceDraft };

export function ExampleNote({ project, draft }: ExampleNoteProps) {
  const ready = isWhole(draft);
  const { data, error } = useQuery(exampleQuery(project, draft, ready));
  if (!ready)
    return (
      <p role="status" className="text-12 text-muted">
        Write a rate, a discount or a multiplier to see what a call would cost.
      </p>
    );
  if (error) return <Notice tone="warning">{error.message}</Notice>;
  return (
    <p role="status" className="text-13 text-secondary">
      {data ? words(data) : "…"}
    </p>
  );
}

function words({ inputTokens, outputTokens, cost, costNow }: ExampleView): string {
  const call = `${exact(inputTokens)} in / ${exact(outputTokens)} out`;
  if (cost === null)
    return `${call}: still without a price. Give input and output a rate, or the name that the catalogue has for it.`;
  const now = costNow === null ? "no price now" : `$${costNow} now`;
  return `${call} costs $${cost} (${now}).`;
}

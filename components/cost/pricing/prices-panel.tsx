"use client";
/** A project's own prices over the catalogue's, those that hold first, and what became of the others. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { PriceView } from "@/lib/pricing/schema";
import { PriceRow } from "./price-row";

type PricesPanelProps = { project: string; reading: Reading<readonly PriceView[]> };

const ORDER: readonly PriceView["state"][] = ["in force", "to come", "ended", "removed"];
const inOrder = (prices: readonly PriceView[]) =>
  prices.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));

export function PricesPanel({ project, reading }: PricesPanelProps) {
  return (
    <Panel
      title="Own prices"
      question="Where does this project pay something else than the catalogue says, since when, and why?"
      reading={reading}
      figure={(prices) => `${prices.filter(({ state }) => state === "in force").length} in force`}
      isEmpty={(prices) => prices.length === 0}
      empty={{
        title: "The catalogue's prices hold",
        hint: "A negotiated discount, a model of your own, a batch tier or another name for a model is set as a price with a date.",
      }}
      height="fit"
    >
      {(prices) => (
        <ul className="flex flex-col divide-y divide-line">
          {inOrder(prices).map((price) => (
            <PriceRow key={price.id} project={project} price={price} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

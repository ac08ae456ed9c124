"use client";
/** What was announced of the chosen budget, when and to how many. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatMoney, picosOf } from "@/lib/core/money";
import type { BudgetView, Told } from "@/lib/spend/budgets/schema";

const MOST = 30;

export function ToldPanel({ reading }: { reading: Reading<BudgetView | null> }) {
  return (
    <Panel
      title="Announced"
      question="What was told, when, and to how many channels?"
      reading={reading}
      isEmpty={(budget) => (budget?.told.length ?? 0) === 0}
      empty={{
        title: "Nothing was announced yet",
        hint: "Each threshold is told once a period; so is a forecast that it will be crossed.",
      }}
      height={320}
    >
      {(budget) => (
        <ScrollBox>
          <ol className="flex flex-col gap-2 text-13">
            {(budget?.told ?? []).slice(0, MOST).map((one) => (
              <Entry key={`${one.periodKey} ${one.threshold} ${one.at}`} told={one} />
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Entry({ told }: { told: Told }) {
  const { threshold, at, spentUsd, channels, outlook } = told;
  return (
    <li className="border-line border-b pb-2 last:border-b-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-2 text-primary">
        <span className="font-medium">
          {threshold === 0 ? "Forecast: will be crossed" : `${threshold} % crossed`}
        </span>
        <span className="text-12 text-muted">
          <Instant at={at} />
        </span>
      </p>
      <p className="text-12 text-secondary">
        {`${formatMoney(picosOf(spentUsd), { precise: true })} was spent; ${channelWords(channels)}.`}
        {outlook && ` The forecast said: ${outlook}.`}
      </p>
    </li>
  );
}

function channelWords(channels: number): string {
  if (channels === 0) return "nobody was told: no channel takes it";
  return channels === 1 ? "one channel was told" : `${channels} channels were told`;
}

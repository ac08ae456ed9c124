"use client";
/** What would lower the bill, beside the numbers it concerns. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { ScrollBox } from "@/components/ui/scroll-box";
import { dollars } from "@/lib/core/money";
import { adviceQuery } from "@/lib/spend/advice/client";

export function AdvicePanel() {
  const { ask } = useAsk();
  const reading = useQuery(adviceQuery(ask.project));
  return (
    <Panel
      title="What would lower it"
      question="Which changes would save most, by this project's own last two weeks?"
      reading={reading}
      isEmpty={({ advice }) => advice.length === 0}
      empty={{
        title: "Nothing stands out",
        hint: "No change of cache, answer length or model would save more than one per cent; or no whole day was measured yet.",
      }}
      height={320}
    >
      {({ advice }) => (
        <ScrollBox>
          <ul className="flex flex-col gap-3 text-13">
            {advice.map(({ key, title, why, saved, assumptions }) => (
              <li key={key} className="border-line border-b pb-3 last:border-b-0">
                <p className="flex justify-between gap-3 text-primary">
                  <span className="min-w-0 font-medium">{title}</span>
                  <span className="shrink-0 tabular-nums" title={assumptions.join(". ")}>
                    {`saves ${dollars(saved)} in 30 days`}
                  </span>
                </p>
                <p className="text-secondary">{why}</p>
              </li>
            ))}
            <li className="text-12 text-muted">
              Try other figures under <KeptLink href="/cost/forecast#what-if">What if</KeptLink>,
              and read <KeptLink href="/docs/cost-optimization">Cost optimisation</KeptLink>.
            </li>
          </ul>
        </ScrollBox>
      )}
    </Panel>
  );
}

/** What a back-fill would change, from the calls that it concerns: counts, tokens, money before and after, by agent. */
import { type Picos, picosOf } from "@/lib/core/money";
import { picoDollars } from "@/lib/cost/arithmetic";
import type { PriceFor } from "@/lib/cost/resolve";
import { allTokens } from "@/lib/telemetry/tokens";
import { repriced, type StoredCall } from "./reprice";
import type { PreviewAgent, PreviewView } from "./schema";

type Call = StoredCall & { readonly agent: string };
type Sum = { calls: number; tokens: number; unpriced: number; before: Picos; after: Picos };
type Counted = {
  readonly agent: string;
  readonly calls: number;
  readonly tokens: number;
  readonly unpriced: number;
};
type Previewed = Omit<PreviewView, "rawSince">;

const nothing = (): Sum => ({ calls: 0, tokens: 0, unpriced: 0, before: 0n, after: 0n });

export function previewOf(
  calls: readonly Call[],
  overrideId: string,
  priceFor: PriceFor,
): Previewed {
  const byAgent = new Map<string, Sum>();
  for (const call of calls) {
    const found = repriced(call, overrideId, priceFor);
    if (!found) continue;
    const sum = byAgent.get(call.agent) ?? nothing();
    byAgent.set(call.agent, sum);
    sum.calls++;
    sum.tokens += allTokens(call.tokens);
    if (call.costPicos === null) sum.unpriced++;
    sum.before += call.costPicos ?? 0n;
    sum.after += found.picos ?? 0n;
  }
  return viewOf(byAgent, false);
}

/** Of more calls than are looked at one by one: counted exactly, their money by the mean of those looked at. */
export function scaledTo(
  sample: Previewed,
  sampled: number,
  counted: readonly Counted[],
): Previewed {
  const all = counted.reduce((sum, { calls }) => sum + calls, 0);
  const scale = (money: string, calls: number) =>
    sampled === 0 ? 0n : (picosOf(money) * BigInt(Math.round(calls))) / BigInt(sampled);
  const byAgent = new Map(
    counted.map(({ agent, ...sums }) => {
      const before = scale(sample.before, sums.calls);
      const after = scale(sample.after, sums.calls);
      return [agent, { ...sums, before, after }] as const;
    }),
  );
  const view = viewOf(byAgent, true);
  return {
    ...view,
    before: picoDollars(scale(sample.before, all)),
    after: picoDollars(scale(sample.after, all)),
  };
}

function viewOf(byAgent: ReadonlyMap<string, Sum>, isEstimate: boolean): Previewed {
  const sums = [...byAgent.values()];
  const total = (of: (sum: Sum) => number) => sums.reduce((all, one) => all + of(one), 0);
  const money = (of: (sum: Sum) => Picos) =>
    picoDollars(sums.reduce((all, one) => all + of(one), 0n));
  const agents = [...byAgent].map(
    ([agent, { calls, tokens, before, after }]): PreviewAgent => ({
      ...{ agent, calls, tokens },
      ...{ before: picoDollars(before), after: picoDollars(after) },
    }),
  );
  return {
    calls: total(({ calls }) => calls),
    tokens: total(({ tokens }) => tokens),
    unpriced: total(({ unpriced }) => unpriced),
    before: money(({ before }) => before),
    after: money(({ after }) => after),
    agents: agents.sort((a, b) => b.calls - a.calls),
    isEstimate,
  };
}

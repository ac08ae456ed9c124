/** What the demo's company has agreed with its providers: a discount with a batch tier, and one that is to come. */
import { DAY, floorTo } from "@/lib/core/time";
import type { PriceTerms } from "@/lib/cost/terms";

type DemoPrice = {
  readonly provider: string;
  readonly model: string | null;
  readonly from: Date;
  readonly terms: Partial<PriceTerms>;
  readonly reason: string;
};

const DISCOUNT_DAYS = 9;
const RENEWAL_DAYS = 21;

/** Half of the history is from before the discount, so that the step in the money is seen. */
export function demoPrices(now: Date): readonly DemoPrice[] {
  const today = floorTo(now, DAY).getTime();
  return [
    {
      ...{ provider: "anthropic", model: null, from: new Date(today - DISCOUNT_DAYS * DAY) },
      terms: { discountBasisPoints: 1_200, multipliers: { batch: 5_000 } },
      reason: "Volume agreement: 12 % off, batches at half price",
    },
    {
      ...{ provider: "openai", model: "gpt-5", from: new Date(today + RENEWAL_DAYS * DAY) },
      terms: { discountBasisPoints: 500 },
      reason: "Renewal signed, holds from next month",
    },
  ];
}

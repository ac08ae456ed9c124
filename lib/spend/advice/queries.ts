/** Reads what would lower the bill, from the project's own last two weeks. */
import { query } from "@/lib/platform/operation";
import { readBasis } from "@/lib/spend/what-if/store/basis";
import { adviceOf } from "./advise";
import { type AdviceView, adviceAskSchema } from "./schema";

export const readAdvice = query({
  may: "telemetry:read",
  input: adviceAskSchema,
  run: async (ctx): Promise<AdviceView> => {
    const found = await readBasis(ctx);
    if (!found) return { days: 0, advice: [] };
    const { basis, priceNow } = found;
    return {
      days: basis.days,
      advice: adviceOf(basis, priceNow),
    };
  },
});

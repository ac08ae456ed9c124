/** A project with prices of its own, for database tests. */
import type { z } from "zod";
import { DAY } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { setPrice } from "@/lib/pricing/commands";
import type { newPriceSchema, PriceKept } from "@/lib/pricing/schema";
import { key } from "@/lib/telemetry/intake/test-events";

type Given = Partial<z.input<typeof newPriceSchema>>;

export const ago = (ms: number): Date => new Date(Date.now() - ms);

/** One project, seen by who prices and by who sends. */
export async function pricedProject(): Promise<{ admin: ProjectCtx; sender: ProjectCtx }> {
  const admin = await testCtx({ as: "admin" });
  return { admin, sender: seenBy(admin, key) };
}

/** Twenty per cent off a model that the catalogue knows, unless told otherwise. */
export const price = (ctx: ProjectCtx, given: Given = {}): Promise<PriceKept> =>
  setPrice(ctx, {
    project: ctx.project.slug,
    provider: "openai",
    model: "gpt-4o-mini",
    from: ago(DAY),
    terms: { discountBasisPoints: 2_000 },
    reason: "the contract",
    ...given,
  });

/** $2 and $10 a million for a model that nobody else knows. */
export const OWN_MODEL = { provider: "in-house", model: "answerer-1" } as const;
export const OWN_TERMS = {
  rates: { input: { perMillion: "2" }, output: { perMillion: "10" } },
} as const;

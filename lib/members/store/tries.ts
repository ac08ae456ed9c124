/** How often somebody may bring a link that is none, or ask for a new password. */
import { networkOf } from "@/lib/platform/address";
import type { Ctx } from "@/lib/platform/operation";
import { tries } from "@/lib/platform/tries";

const MINUTE_MS = 60_000;

const links = tries("link", { limit: 30, windowMs: 15 * MINUTE_MS });
const asking = tries("reset-address", { limit: 10, windowMs: 15 * MINUTE_MS });
/** Whether or not there is such an account, or the refusal would tell. */
const askedFor = tries("reset-account", { limit: 5, windowMs: 60 * MINUTE_MS });

type Tried = Pick<Ctx, "pool" | "address" | "now">;
const whence = ({ address }: Tried): string => (address === null ? "unknown" : networkOf(address));

export const countLink = (ctx: Tried): Promise<void> => links.take(ctx.pool, whence(ctx), ctx.now);
/** The link was one: only wrong ones count. */
export const uncountLink = (ctx: Tried): Promise<void> => links.giveBack(ctx.pool, whence(ctx));

export async function countReset(ctx: Tried, email: string): Promise<void> {
  await asking.take(ctx.pool, whence(ctx), ctx.now);
  await askedFor.take(ctx.pool, email, ctx.now);
}

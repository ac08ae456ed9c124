/** Who gets what of a split, in words. */
import { BUCKETS } from "./bucket";
import { sharesOf } from "./ranges";
import type { Serve } from "./schema";

export function serveText(serve: Serve): string {
  if ("variant" in serve) return serve.variant;
  const { ranges, salt } = serve.split;
  const shares = Object.entries(sharesOf(ranges)).map(
    ([variant, share]) => `${variant} ${(share * 100) / BUCKETS} %`,
  );
  return shares.join(", ") + (salt === undefined ? "" : ` (salt ${salt})`);
}

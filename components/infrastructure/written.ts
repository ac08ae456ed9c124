/** How a metric's value is written, by its unit. Module-level functions: a new one each render would redraw a chart. */
import { bytes, count, duration, share } from "@/lib/core/format";
import type { Unit } from "@/lib/infrastructure/catalogue";

export const WRITTEN: Readonly<Record<Unit, (value: number) => string>> = {
  share,
  ms: duration,
  bytes,
  number: count,
};

/** One thing that is read for a rule, and how what was read becomes a number. */
import type { Filter } from "@/lib/alerts/filter";
import type { Span } from "@/lib/core/time";
import type { Ask, Source } from "./ask";
import type { Row } from "./row";

/** The time that rows cover, in milliseconds. */
export type Window = {
  readonly from: number;
  readonly to: number;
  /** Below 1 where only buckets longer than the window are left: what adds up is then taken in proportion. */
  readonly scale: number;
};

export type Figure = {
  readonly value: number;
  /** Requests, calls or samples behind it; null where there are none to count. */
  readonly n: number | null;
  readonly at: number;
};

export type Part = {
  readonly source: Source;
  /** Beside the rule's own. */
  readonly filters: readonly Filter[];
  readonly windowAt: (now: Date) => Span;
  readonly stepsAt: (now: Date) => Ask["steps"];
  /** How far before the window is looked for what was there at its beginning. */
  readonly baselineMs?: number;
  /** Its window grows to weeks: of the past, an hour's buckets will do. */
  readonly isLong?: boolean;
  /** Of a read that is shared: the rows of this name, or all. */
  readonly name: string | null;
  /** Before rows are split: what several of them say together. */
  readonly derive?: (rows: readonly Row[]) => readonly Row[];
  /** Null: nothing was measured, which is not nought. */
  readonly figure: (rows: readonly Row[], window: Window) => Figure | null;
};

export type Recipe = {
  readonly parts: readonly [Part] | readonly [Part, Part];
  /** What the parts of one label set come to. */
  readonly combine: (first: Figure, second: Figure | null) => Figure | null;
};

export const alone = (part: Part): Recipe => ({ parts: [part], combine: (figure) => figure });

/** Flags for tests: as people write them, settled and in a snapshot. */
import type { Snapshot } from "./evaluation";
import { flagDraftSchema, type Segment, segmentSchema } from "./schema";
import { settle } from "./settle";

type Written = Record<string, unknown>;

/** A boolean flag that is simply on in production, with what the test changes. */
export const writtenFlag = (over: Written = {}, production: Written = {}): Written => ({
  key: "greeting",
  kind: "boolean",
  variants: { on: true, off: false },
  offVariant: "off",
  environments: { production: { serve: { variant: "on" }, ...production } },
  ...over,
});

export const splitOf = (weights: Record<string, number>, control: string, salt?: string) => ({
  split: { control, weights, ...(salt !== undefined && { salt }) },
});

export function snapshotOf(flags: readonly Written[], segments: readonly Written[] = []): Snapshot {
  const settled = flags.map((written) => settle(flagDraftSchema.parse(written), null));
  const groups: Segment[] = segments.map((written) => segmentSchema.parse(written));
  return {
    environment: "production",
    flags: new Map(settled.map((flag) => [flag.key, { flag, version: 3 }])),
    segments: new Map(groups.map((segment) => [segment.key, segment])),
  };
}

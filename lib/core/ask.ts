/** What every data page asks: project, environment, time range and comparison, in the words of the address bar. */
import { z } from "zod";
import { DAY, RANGES, type RangeName } from "./time";

const RANGE_NAMES = Object.keys(RANGES) as [RangeName, ...RangeName[]];
const LONGEST_SPAN_MS = 400 * DAY;

export const projectField = z.string().min(1).max(64);

const askFields = {
  project: projectField,
  env: z.string().min(1).max(64).optional(),
  range: z.enum(RANGE_NAMES).default("24h"),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  compare: z.stringbool().default(false),
};

/** Extends the common question with a page's own fields. */
export function askWith<S extends z.ZodRawShape>(fields: S) {
  return z
    .object({ ...askFields, ...fields })
    .refine(
      (value: object) => {
        const { from, to } = value as { from?: Date; to?: Date };
        return (from === undefined) === (to === undefined);
      },
      { path: ["to"], message: "Give `from` and `to` together, or a named `range`" },
    )
    .refine(
      (value: object) => {
        const { from, to } = value as { from?: Date; to?: Date };
        if (!from || !to) return true;
        const length = to.getTime() - from.getTime();
        return length > 0 && length <= LONGEST_SPAN_MS;
      },
      { path: ["to"], message: "`to` must be after `from`, and at most 400 days after it" },
    );
}

export const askSchema = askWith({});

/** The question as it stands in a URL: strings, all but the project optional. */
export type Ask = {
  readonly project: string;
  readonly env?: string;
  readonly range?: RangeName;
  readonly from?: string;
  readonly to?: string;
  readonly compare?: "1";
};

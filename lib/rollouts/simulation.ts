/** The gates on given counts: what anybody needs to check a verdict by hand, or to try a plan on the past. */

import { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { sentence, worded } from "@/lib/core/misfit/words";
import type { Minute } from "./evidence";
import { gateRuleSchema, type PromiseOf, promiseSchema } from "./gate";
import {
  newWatch,
  type Seen,
  type Verdict,
  verdictOf,
  type Watch,
  type Word,
  watchMinute,
} from "./watch";

const MAX_MINUTES = 200_000;
/** The gate of a file that names none. */
const ONLY_GATE = "bad";

const count = z.int("is a whole number").min(0, "is not negative").max(1_000_000);
const named = z.strictObject({ n_c: count, x_c: count, n_s: count, x_s: count });
const listed = z.tuple([count, count, count, count]);
const countsSchema = z
  .union([listed, named], "is [n_c, x_c, n_s, x_s], or the four by their names")
  .transform((counts): Minute => {
    const [canary, canaryBad, control, controlBad] = Array.isArray(counts)
      ? counts
      : [counts.n_c, counts.x_c, counts.n_s, counts.x_s];
    return { canary, canaryBad, control, controlBad };
  });
const exposedSchema = z.strictObject({
  canary: count,
  control: count,
  share: z.number().min(0).max(1),
});
const minuteSchema = z.union(
  [
    countsSchema.transform((counts) => ({ gates: { [ONLY_GATE]: counts } })),
    z.strictObject({
      gates: z.record(z.string(), countsSchema).default({}),
      exposed: exposedSchema.optional(),
    }),
  ],
  "is the counts, or { gates, exposed }",
);
const fileSchema = z.strictObject({
  ...promiseSchema.shape,
  gates: z.record(z.string(), gateRuleSchema).prefault({ [ONLY_GATE]: {} }),
  minutes: z.array(minuteSchema).max(MAX_MINUTES, `takes at most ${MAX_MINUTES} minutes`),
});
export type SimulationFile = z.output<typeof fileSchema>;

/** Refuses with the place; minutes count from 1 as in the answer. */
export function simulationOf(content: unknown): SimulationFile {
  const parsed = fileSchema.safeParse(Array.isArray(content) ? { minutes: content } : content);
  if (!parsed.success) throw unfit(parsed.error.issues);
  const { gates, minutes } = parsed.data;
  if (Object.keys(gates).length === 0)
    throw new Fault("invalid", "gates: takes at least one gate", { field: "gates" });
  for (const [i, minute] of minutes.entries())
    for (const [key, counts] of Object.entries(minute.gates)) {
      const trouble = troubleOf(key, counts, gates);
      if (trouble) throw new Fault("invalid", `minute ${i + 1}: ${trouble}`, { field: "minutes" });
    }
  return parsed.data;
}

function troubleOf(key: string, counts: Minute, gates: SimulationFile["gates"]): string | null {
  if (!Object.hasOwn(gates, key))
    return `“${key}” is no gate of the file: there are ${Object.keys(gates).join(", ")}`;
  const isFit = counts.canaryBad <= counts.canary && counts.controlBad <= counts.control;
  return isFit ? null : "has more bad units than units";
}

function unfit(issues: readonly z.core.$ZodIssue[]): Fault {
  const [first] = issues;
  const [head, index, ...rest] = first?.path ?? [];
  const isMinute = head === "minutes" && typeof index === "number";
  const place = isMinute ? [["minute", index + 1, ...rest].join(" ")] : (first?.path ?? []);
  const message = sentence(place, first ? worded(first) : "does not fit", "The file");
  return new Fault("invalid", message, { field: place.join(".") });
}

type SimulatedMinute = {
  /** Counts from 1. */
  readonly minute: number;
  readonly verdict: Word;
  readonly e: number;
  readonly pAlways: number;
  readonly promotionE: number | null;
};
export type Simulation = Omit<Verdict, "word" | "crossedAt"> & {
  readonly verdict: Word;
  /** The minutes that crossed; null: none did. */
  readonly crossedAtMinute: number | null;
  readonly provedAtMinute: number | null;
  readonly minutes: readonly SimulatedMinute[];
};

export function simulate({
  gates: rules,
  minutes,
  alpha,
  promotionAlpha,
}: SimulationFile): Simulation {
  const promise: PromiseOf = { alpha, promotionAlpha };
  const told: SimulatedMinute[] = [];
  let watch: Watch = newWatch(rules);
  for (const [i, { gates, ...rest }] of minutes.entries()) {
    const exposed = "exposed" in rest ? rest.exposed : undefined;
    const seen: Seen = { at: i + 1, gates, ...(exposed && { exposed }) };
    watch = watchMinute(rules, promise, watch, seen);
    const { word, e, pAlways, promotionE } = verdictOf(rules, promise, watch);
    told.push({ minute: i + 1, verdict: word, e, pAlways, promotionE });
  }
  const { word, crossedAt, ...last } = verdictOf(rules, promise, watch);
  return {
    verdict: word,
    ...last,
    crossedAtMinute: crossedAt,
    provedAtMinute: provedAtOf(watch, rules),
    minutes: told,
  };
}

/** When the last of the gates that have to prove something did. */
function provedAtOf({ gates }: Watch, rules: SimulationFile["gates"]): number | null {
  const proving = Object.entries(rules).filter(([, { proves }]) => proves !== null);
  const moments = proving.map(([key]) => gates[key]?.provedAt ?? null);
  if (moments.length === 0) return null;
  return moments.reduce((so, at) => (so === null || at === null ? null : Math.max(so, at)));
}

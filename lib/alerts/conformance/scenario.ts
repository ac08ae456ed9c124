/** A scenario anybody can write: series, a rule, and the state that every tick should end in. */
import { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { sentence } from "@/lib/core/misfit/words";
import { durationMs } from "@/lib/core/span-text";

const duration = z.string().transform((text, ctx) => {
  const ms = durationMs(text);
  if (ms !== null) return ms;
  ctx.addIssue({ code: "custom", message: `“${text}” is no duration: write 30s, 5m or 1h30m` });
  return z.NEVER;
});

const MOST_TICKS = 100_000;

/** The label set without labels is written `{}` or not at all. */
const withoutBraces = (rows: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name === "{}" ? "" : name, row]));

const scenarioSchema = z
  .object({
    id: z.string().min(1),
    title: z.string().default(""),
    interval: duration.refine((ms) => ms > 0, "is longer than nothing"),
    for: duration.default(0),
    keep_firing_for: duration.default(0),
    look_back: duration.default(300_000),
    /** `ok`, `keep`, `alerting`, or how long silence lasts before it is an alert of its own. */
    no_data: z.union([z.enum(["ok", "keep", "alerting"]), duration]).default("ok"),
    on_error: z.enum(["ok", "keep", "alerting"]).default("keep"),
    expr: z.string().min(1),
    series: z.record(z.string(), z.string()),
    /** A tick each: `.` evaluates, `E` fails, `-` nobody evaluates, `R` restarts and evaluates. */
    evaluation: z
      .string()
      .regex(/^[.ER-]*$/, "has one of . E R - for each tick")
      .default(""),
    expected: z
      .record(
        z.string(),
        z
          .string()
          .regex(/^[IPFN]+$/, "has one of I P F N for each tick")
          .max(MOST_TICKS),
      )
      .transform(withoutBraces)
      .refine((rows) => Object.keys(rows).length > 0, "names at least one label set")
      .refine(
        (rows) => new Set(Object.values(rows).map(({ length }) => length)).size <= 1,
        "has rows of different lengths",
      ),
  })
  .describe("Other fields are ignored.");
export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;

const fileSchema = z.union([
  z.object({ rule: z.array(z.unknown()) }).transform(({ rule }) => rule),
  z.array(z.unknown()),
]);

/** One that cannot be read says where and why, so that the others can be run. */
export type Read =
  | Scenario
  | { readonly id: string; readonly title: string; readonly reason: string };

/** Reads a file: an object with the list `rule`, or the list alone. */
export function readScenarios(content: unknown): Read[] {
  const file = fileSchema.safeParse(content);
  if (!file.success || file.data.length === 0)
    throw new Fault("invalid", 'The file holds no scenarios: it is { "rule": [ … ] } or a list');
  return file.data.map((one, i) => {
    const parsed = scenarioSchema.safeParse(one);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const path = [`rule[${i}]`, ...(issue?.path ?? [])];
    return { ...nameOf(one, i), reason: sentence(path, issue?.message ?? "does not fit", "") };
  });
}

/** Refuses the whole for one that cannot be read, in one sentence that names the place. */
export const scenariosOf = (content: unknown): Scenario[] =>
  readScenarios(content).map((read) => {
    if ("reason" in read) throw new Fault("invalid", read.reason);
    return read;
  });

const named = z.object({ id: z.string().min(1), title: z.string().catch("") });
function nameOf(content: unknown, i: number): { id: string; title: string } {
  const parsed = named.safeParse(content);
  return parsed.success ? parsed.data : { id: `rule[${i}]`, title: "" };
}

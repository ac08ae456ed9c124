/** What an alert rule is: the contract of the API, the editor, the presets and the importer. */
import { z } from "zod";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { filterList, groupField } from "./filter";
import { ruleIssues } from "./rule-issues";
import { signalSchema } from "./signal";
import { usesValue } from "./template";

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const COMPARISONS = [">", ">=", "<", "<=", "==", "!="] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The worker looks at what is due this often; nothing can be evaluated more finely. */
export const TICK_MS = 15 * SECOND;

const span = (leastMs: number, mostMs: number, words: string) =>
  z
    .int(`is a whole number of milliseconds, ${words}`)
    .min(leastMs, `is ${words}, in milliseconds`)
    .max(mostMs, `is ${words}, in milliseconds`);

const text = (max: number) => z.string().max(max, `takes at most ${max} characters`);
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, "is lower-case letters, digits and dashes");

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/;

/** Names with values, and a word for each name that cannot be one. */
const named = <S extends z.ZodType>(value: S, refused: (name: string) => string | null) =>
  z.record(z.string(), value).superRefine((all, ctx) => {
    const names = Object.keys(all);
    if (names.length > 16) ctx.addIssue({ code: "custom", message: "takes at most 16 names" });
    for (const name of names) {
      const message = LABEL_NAME.test(name)
        ? refused(name)
        : "is no name: up to 64 letters, digits and _, with no digit first";
      if (message) ctx.addIssue({ code: "custom", path: [name], message });
    }
  });

const steps = z
  .array(
    z.strictObject({
      from: z.number("is a number, or null for the first step").nullable(),
      is: text(200).min(1, "must not be empty"),
    }),
  )
  .min(1, "takes at least one step")
  .max(8, "takes at most 8 steps")
  .refine(
    (all) =>
      all.every(({ from }, i) =>
        i === 0 ? true : from !== null && from > (all[i - 1]?.from ?? Number.NEGATIVE_INFINITY),
      ),
    "each step starts above the one before; only the first may have null",
  );

const labelValue = z.union(
  [
    text(200)
      .min(1, "must not be empty")
      .refine(
        (value) => !usesValue(value),
        "a label with $value would be another alert at each evaluation; put it into an annotation, or use steps",
      ),
    z
      .strictObject({ steps })
      .describe(
        "Another word by the value. Crossing a step is another alert, whose `for` starts anew.",
      ),
  ],
  "is a text, or { steps }",
);
export type LabelValue = z.output<typeof labelValue>;

const RESERVED: Readonly<Record<string, string>> = {
  alertname: "the rule's name",
  severity: "the rule's severity",
};

const labels = named(labelValue, (name) =>
  RESERVED[name] === undefined ? null : `is set from ${RESERVED[name]}`,
);

const noData = z
  .discriminatedUnion(
    "policy",
    [
      z.strictObject({ policy: z.literal("ok") }),
      z.strictObject({ policy: z.literal("keep") }),
      z.strictObject({
        policy: z.literal("noData"),
        forMs: span(0, 7 * DAY, "between 0 and 7 days"),
      }),
      z.strictObject({ policy: z.literal("alerting") }),
    ],
    "the policy is ok, keep, noData (with forMs) or alerting",
  )
  .describe(
    "`ok`: as if the condition were false. `keep`: nothing changes until data comes. `noData`: after `forMs` the silence is an alert of its own. `alerting`: as if the condition were true.",
  );

const onError = z
  .strictObject({
    policy: z.enum(["ok", "keep", "alerting"]).default("keep"),
    tellAfter: z.int().min(1, "is at least 1").max(1_000, "is at most 1000").default(5),
  })
  .describe(
    "What an evaluation that failed means; none of them ever resolves an alert. After `tellAfter` failures in a row the rule itself becomes an alert.",
  );

const baseSchema = z.strictObject({
  name: text(120).trim().min(1, "must not be empty"),
  description: text(1_000).default(""),
  isEnabled: z.boolean().default(true),
  signal: signalSchema,
  filters: filterList.default([]),
  groupBy: z
    .array(groupField)
    .max(6, "takes at most 6 fields")
    .default([])
    .describe("Each combination is an alert of its own; `series`: each set of labels of a metric."),
  windowMs: span(MINUTE, 7 * DAY, "between one minute and 7 days").default(5 * MINUTE),
  comparison: z.enum(COMPARISONS, `is one of ${COMPARISONS.join(" ")}`).default(">"),
  threshold: z.number("is a number").nullable().default(null),
  recoveryThreshold: z
    .number("is a number")
    .nullable()
    .default(null)
    .describe("An alert that fires goes on until the value has crossed this one."),
  intervalMs: span(TICK_MS, HOUR, "between 15 seconds and one hour")
    .multipleOf(TICK_MS, "is a multiple of 15 seconds")
    .default(TICK_MS),
  forMs: span(0, 7 * DAY, "between 0 and 7 days").default(0),
  keepFiringForMs: span(0, 7 * DAY, "between 0 and 7 days").default(0),
  minSample: z
    .int("is a whole number")
    .min(0, "is 0 or more")
    .default(0)
    .describe("With fewer requests, calls or samples in the window the value means nothing."),
  severity: z.enum(SEVERITIES, `is one of ${SEVERITIES.join(", ")}`),
  noData: noData.default({ policy: "keep" }),
  onError: onError.default({ policy: "keep", tellAfter: 5 }),
  maxAlerts: z.int().min(1, "is at least 1").max(1_000, "is at most 1000").default(100),
  runbook: slug.nullable().default(null),
  labels: labels.default({}),
  annotations: named(text(2_000), () => null).default({}),
  channels: z.array(z.string().min(1).max(64)).max(16, "takes at most 16 channels").default([]),
  escalation: z.string().min(1).max(64).nullable().default(null),
});

export const ruleSchema = baseSchema.superRefine((rule, ctx) => {
  for (const { path, message } of ruleIssues(rule))
    ctx.addIssue({ code: "custom", path: [...path], message });
});
/** A rule as somebody writes it. */
export type RuleInput = z.input<typeof baseSchema>;
/** A rule with its defaults. */
export type Rule = z.output<typeof baseSchema>;

/** How a project tells: what belongs together, how often it is said, and who hears of what by default. */
import { z } from "zod";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import type { Timing } from "./grouping";
import type { Labels } from "./notice";
import { type Route, routerOf } from "./route";
import { matchersField } from "./schema";

const labelName = z
  .string()
  .max(64)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "expected a label's name");
const span = (least: number, most: number, words: string) =>
  z.int().min(least, `is ${words}`).max(most, `is ${words}`);

const timingFields = {
  waitMs: span(0, HOUR, "between 0 and an hour, in milliseconds").default(30 * SECOND),
  intervalMs: span(SECOND, DAY, "between a second and a day, in milliseconds").default(5 * MINUTE),
  repeatMs: span(SECOND, 30 * DAY, "between a second and 30 days, in milliseconds").default(
    4 * HOUR,
  ),
};
const groupByField = z.array(labelName).max(10);
const channelsField = z.array(z.uuid()).max(16);

const routeSchema = z.strictObject({
  matchers: matchersField,
  channels: channelsField,
  escalation: z.uuid().nullable().default(null),
  /** Those after it are asked as well. */
  isContinued: z.boolean().default(false),
});

const inhibitionSchema = z.strictObject({
  source: matchersField,
  target: matchersField,
  equal: groupByField,
});

export const policySchema = z
  .strictObject({
    groupBy: groupByField.default(["alertname"]),
    ...timingFields,
    /** Who hears of what no route takes. */
    channels: channelsField.default([]),
    escalation: z.uuid().nullable().default(null),
    routes: z.array(routeSchema).max(50).default([]),
    inhibitions: z.array(inhibitionSchema).max(50).default([]),
  })
  .refine(({ repeatMs, intervalMs }) => repeatMs >= intervalMs, {
    path: ["repeatMs"],
    message: "is not shorter than the interval between changes",
  });
export type Policy = z.output<typeof policySchema>;

/** Of a project that has said nothing yet. */
export const DEFAULT_POLICY: Policy = policySchema.parse({});

export type Receiver = {
  readonly by: "rule" | "route" | "default";
  /** Of the routes, counted from 1. */
  readonly route: number | null;
  readonly escalation: string | null;
  readonly channels: readonly string[];
};

/** Whom a rule itself names, if it does; nobody else is then asked. */
export function ownReceiver(
  escalation: string | null,
  channels: readonly string[],
): Receiver | null {
  if (!escalation && channels.length === 0) return null;
  return { by: "rule", route: null, escalation, channels: [...new Set(channels)].sort() };
}

/** Compiled once for many alerts. */
export function receiversOf(policy: Policy): (labels: Labels) => Receiver[] {
  const rest = { by: "default", route: null } as const;
  const receivers: Receiver[] = policy.routes.map(({ channels, escalation }, i) => ({
    by: "route",
    route: i + 1,
    escalation,
    channels: [...new Set(channels)].sort(),
  }));
  const root: Route = {
    receiver: "default",
    matchers: [],
    isContinued: false,
    routes: policy.routes.map(({ matchers, isContinued }, i) => ({
      receiver: String(i),
      matchers,
      isContinued,
      routes: [],
    })),
  };
  const found = routerOf(root);
  return (labels) =>
    found(labels).map(
      ({ receiver }) =>
        receivers[Number(receiver)] ?? {
          ...rest,
          escalation: policy.escalation,
          channels: [...new Set(policy.channels)].sort(),
        },
    );
}

export const timingOf = ({ waitMs, intervalMs, repeatMs }: Policy): Timing => ({
  waitMs,
  intervalMs,
  repeatMs,
});

/** What matchers see of an alert: its own labels, and those that its rule gives it. */
export const fullLabels = (alert: {
  readonly name: string;
  readonly severity: string;
  readonly labels: Labels;
}): Labels => ({ alertname: alert.name, severity: alert.severity, ...alert.labels });

/** The labels that a group has in common, by which others are kept apart from it. */
export const groupLabels = ({ groupBy }: Policy, labels: Labels): Labels =>
  Object.fromEntries(
    groupBy.flatMap((name) => (Object.hasOwn(labels, name) ? [[name, labels[name] ?? ""]] : [])),
  );

/** Rules, events and what the ones measure of the others, for database tests. */
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import { DAY } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { request } from "@/lib/telemetry/intake/test-events";
import type { EventInput } from "@/lib/telemetry/schema";
import { readSignals } from "./read";

/** Noon of yesterday, and half a minute: far from where days begin. */
export const now = new Date(Math.floor(Date.now() / DAY) * DAY - DAY / 2 + 30_000);
export const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();

export type Asked = Omit<RuleInput, "name" | "severity">;
export const rule = (asked: Asked) => ({
  ...ruleSchema.parse({ name: "test", severity: "low", threshold: 0, ...asked }),
  id: JSON.stringify(asked),
});

/** What rules measure now: the value of each label set, by its labels in words. */
export async function measured(ctx: ProjectCtx, asked: Asked, at = now) {
  const one = rule(asked);
  const outcome = (await readSignals(ctx.pool, ctx.project, [one], at)).get(one.id);
  if (outcome?.kind !== "measured") throw new Error("it could not be read");
  return Object.fromEntries(
    outcome.series.map(({ labels, value }) => [Object.values(labels).join(" "), value]),
  );
}

export const many = (n: number, make: (i: number) => EventInput) =>
  Array.from({ length: n }, (_, i) => make(i));
export const metric = (
  name: string,
  value: number,
  fields: Partial<Extract<EventInput, { kind: "metric" }>> = {},
): EventInput => ({
  ...(request() as { id: string }),
  kind: "metric",
  id: crypto.randomUUID(),
  ts: ago(0),
  name,
  value,
  ...fields,
});

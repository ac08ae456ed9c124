/** A fenced block marked `panel`: YAML that says which live values to draw. */

import { parse } from "yaml";
import { z } from "zod";
import { filterList, groupField } from "@/lib/alerts/filter";
import { signalSchema } from "@/lib/alerts/signal";
import { firstOf } from "@/lib/core/misfit/misfit";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { Block, Panel } from "./markdown/node";

const RANGE = /^([1-9]\d{0,3})([mhd])$/;
const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY };
const LONGEST_MS = 7 * DAY;

export function rangeMsOf(range: string): number {
  const [, n, unit = ""] = RANGE.exec(range) ?? [];
  return Number(n) * (UNIT_MS[unit] ?? Number.NaN);
}

const rangeField = z
  .string()
  .refine((range) => {
    const ms = rangeMsOf(range);
    return ms >= 5 * MINUTE && ms <= LONGEST_MS;
  }, "is such as 30m, 1h or 7d: from five minutes to seven days")
  .default("1h");

/** What a panel asks, once the values of an alert are in it. */
export const panelAskShape = {
  signal: signalSchema,
  filters: filterList.default([]),
  groupBy: z.array(groupField).max(4, "takes at most 4 fields").default([]),
  range: rangeField,
};

const panelSchema = z.strictObject({
  title: z.string("is a text").max(200, "takes at most 200 characters").default("Live values"),
  ...panelAskShape,
});

/** Null for every other fence. */
export function panelFence(info: string, text: string): Block | null {
  return info.trim() === "panel" ? panelOf(text) : null;
}

function panelOf(text: string): Panel {
  const [value, isYaml] = parsed(text);
  const result = panelSchema.safeParse(value);
  const untold = { kind: "panel", title: titleIn(value), ask: null, text } as const;
  if (!isYaml) return { ...untold, problem: "This is no YAML" };
  if (!result.success) return { ...untold, problem: firstOf(result.error, "The block") };
  const { title, ...ask } = result.data;
  return { kind: "panel", title, ask, problem: null, text };
}

const titleIn = (value: unknown): string =>
  typeof value === "object" && value !== null && "title" in value
    ? String(value.title).slice(0, 200)
    : "Live values";

function parsed(text: string): [value: unknown, isYaml: boolean] {
  try {
    return [parse(text, { logLevel: "error", maxAliasCount: 10 }), true];
  } catch {
    return [null, false];
  }
}

/** A plan while it is written: where a new one begins, and what changes with the signal of a gate. */

import { sameJson } from "@/lib/core/same";
import { DAY } from "@/lib/core/time";
import { type Gate, gateSchema } from "./gate";
import { type Plan, planSchema } from "./plan";
import { type Preset, planFrom } from "./presets";

type Names = Pick<Plan, "flag" | "environment" | "canary" | "control">;

/** Stands for the name until somebody has typed one. */
const UNNAMED = "unnamed";

export const draftFrom = (preset: Preset, names: Names): Plan => ({
  ...planFrom(preset, { ...names, key: UNNAMED }),
  key: "",
});

export const draftFromScratch = (names: Names): Plan => ({
  ...planSchema.parse({
    ...{ ...names, key: UNNAMED },
    stages: [
      { weight: 10, minBakeMs: DAY, maxBakeMs: 3 * DAY },
      { weight: 100, minBakeMs: DAY, maxBakeMs: 3 * DAY, passesBy: "time" },
    ],
    gates: [{ key: "errors", signal: "errors" }],
  }),
  key: "",
});

/** Instants of the old one are past. */
export const draftOf = (plan: Plan): Plan => ({
  ...plan,
  ...{ key: "", startsAt: null, freezes: [] },
  stages: plan.stages.map((stage) => ({ ...stage, notBefore: null })),
});

export const newGate = (key: string): Gate => gateSchema.parse({ key, signal: "errors" });

/** Thumbs come rarely and late: they may speak against a canary, nobody waits for them to speak for it. */
export function withSignal(gate: Gate, signal: Gate["signal"]): Partial<Gate> {
  const isLate = signal === "thumbsDown" || signal === "qualityFailed";
  const rule = signal === "thumbsDown" ? { ...gate.rule, proves: null } : gate.rule;
  const key = gate.key.startsWith(gate.signal) ? gate.key.replace(gate.signal, signal) : gate.key;
  return { signal, key, badAbove: null, lagMinutes: isLate ? 60 : 2, rule };
}

/** `errors`, then `errors-2`. */
export function freeKey(gates: readonly Gate[], wanted: string): string {
  const taken = new Set(gates.map(({ key }) => key));
  const next = [wanted, ...gates.map((_, i) => `${wanted}-${i + 2}`)];
  return next.find((key) => !taken.has(key)) ?? wanted;
}

/** My changes on top of theirs: whatever I left as it was is as they have it. */
export function rebased(base: Plan, mine: Plan, theirs: Plan): Plan {
  const fields = Object.keys(mine) as (keyof Plan)[];
  const own = fields.filter((field) => !sameJson(mine[field], base[field]));
  return { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) };
}

/** Rules as they are kept: a row and its specification, and back. */

import { figureText, figureUnitOf } from "@/lib/alerts/figure";
import { type Rule, ruleSchema } from "@/lib/alerts/schema";
import { FRESH_RULE, type RuleState } from "@/lib/alerts/state";
import { ruleWords } from "@/lib/alerts/words";
import type { RuleRow, RuleView } from "./schema";
import { standingOf } from "./standing";

type KeptState = {
  readonly state: unknown;
  readonly evaluatedAt: Date | null;
  readonly nextAt: Date;
  readonly durationMs: number | null;
  readonly seriesCount: number | null;
  readonly value: number | null;
  readonly sampleSize: number | null;
};
type KeptRow = {
  readonly id: string;
  readonly presetKey: string | null;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly spec: unknown;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly state: KeptState | null;
};

/** Defaults are filled in anew: a field of a later version has its meaning in older rules too. */
export const specOf = (row: Pick<KeptRow, "spec" | "name" | "isEnabled">): Rule =>
  ruleSchema.parse({ ...(row.spec as object), name: row.name, isEnabled: row.isEnabled });

/** The state is ours alone: whatever wrote it had this shape. */
const stateOf = (kept: KeptState | null): RuleState =>
  kept === null ? FRESH_RULE : { ...FRESH_RULE, ...(kept.state as RuleState) };

export function rowOf(row: KeptRow, rule = specOf(row)): RuleRow {
  const { id, name, isEnabled, presetKey, state: kept } = row;
  const value = kept?.value ?? null;
  return {
    ...{ id, name, isEnabled },
    severity: rule.severity,
    isPreset: presetKey !== null,
    says: ruleWords(rule),
    figure: figureText(figureUnitOf(rule.signal), value),
    value,
    sampleSize: kept?.sampleSize ?? null,
    standing: standingOf(stateOf(kept), kept?.seriesCount ?? null, isEnabled),
    evaluatedAt: kept?.evaluatedAt?.toISOString() ?? null,
    nextAt: isEnabled ? (kept?.nextAt.toISOString() ?? null) : null,
    durationMs: kept?.durationMs ?? null,
    lacksRunbook: lacksRunbook(rule),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function viewOf(row: KeptRow): RuleView {
  const rule = specOf(row);
  return { ...rowOf(row, rule), rule, revision: row.revision };
}

/** Whoever is woken has to be told what to do. */
const lacksRunbook = ({ severity, runbook }: Pick<Rule, "severity" | "runbook">): boolean =>
  (severity === "critical" || severity === "high") && runbook === null;

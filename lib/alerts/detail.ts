/** One alert with everything around it, as its page shows it. */
import { figureUnitOf } from "./figure";
import type { Labels } from "./labels";
import { alertViewOf, type KnownRule, ruleIn } from "./listing";
import type { Rule } from "./schema";
import { changesOf, timelineOf } from "./story";
import type { Affected, AlertChart, AlertDetail, AlertRuleView, Earlier } from "./views";
import { ruleWords } from "./words";

type AgentRow = {
  readonly key: { readonly agent: string };
  readonly requests: number;
  readonly errors: number;
  readonly degraded: number;
};

type Row = Parameters<typeof alertViewOf>[0] & {
  readonly annotations: Labels;
  readonly sampleSize: number | null;
  readonly runbook: string | null;
  readonly sourceUrl: string | null;
};

type Found = {
  readonly row: Row;
  /** As it was when the alert began. */
  readonly rule: Rule | null;
  /** As it is now. */
  readonly current: KnownRule | undefined;
  readonly seen: Parameters<typeof alertViewOf>[1];
  readonly chart: AlertChart | null;
  readonly deployed: Parameters<typeof changesOf>[0];
  readonly settings: Parameters<typeof changesOf>[1];
  readonly transitions: Parameters<typeof timelineOf>[0];
  readonly answers: readonly {
    readonly id: string;
    readonly at: Date;
    readonly action: string;
    readonly actorName: string;
  }[];
  readonly affected: {
    readonly agents: readonly AgentRow[];
    readonly users: { readonly users: number; readonly hit: number } | null;
  };
  readonly during: { readonly from: Date; readonly to: Date };
  readonly earlier: {
    readonly id: string;
    readonly startedAt: Date;
    readonly endedAt: Date | null;
    readonly all: number;
  } | null;
};

export function detailOf(found: Found): AlertDetail {
  const { row, rule, current, seen, chart, transitions, answers } = found;
  const said = answers.map(({ action, ...one }) => ({
    ...one,
    isTakenBack: action.endsWith("take-back"),
  }));
  if (said.length === 0) said.push(...answerOf(row));
  return {
    alert: alertViewOf(row, seen),
    description:
      row.annotations.summary ?? row.annotations.description ?? rule?.description ?? null,
    annotations: row.annotations,
    sampleSize: row.sampleSize,
    rule: rule && ruleViewOf(row, rule, current),
    runbook: row.runbook,
    sourceUrl: row.sourceUrl,
    chart,
    changes: changesOf(found.deployed, found.settings, row.startedAt),
    affected: affectedOf(found),
    timeline: timelineOf(transitions, said, rule ? figureUnitOf(rule.signal) : "number"),
    earlier: earlierOf(found.earlier),
  };
}

/** By a link in a message: it is on the alert and not among what people did here. */
function answerOf({ id, acknowledgedAt, acknowledgedByName }: Row) {
  if (!acknowledgedAt) return [];
  const actorName = acknowledgedByName ?? "somebody";
  return [{ id: `${id} answered`, at: acknowledgedAt, actorName, isTakenBack: false }];
}

/** Whatever else changes, the same fires. */
const CONDITION = [
  "signal",
  "filters",
  "groupBy",
  "windowMs",
  "comparison",
  "threshold",
  "recoveryThreshold",
  "forMs",
] as const satisfies readonly (keyof Rule)[];

function ruleViewOf({ ruleId }: Row, rule: Rule, current: KnownRule | undefined): AlertRuleView {
  const now = current && ruleIn(current.spec);
  const textOf = (one: Rule) => JSON.stringify(CONDITION.map((field) => one[field]));
  return {
    id: ruleId,
    name: rule.name,
    says: ruleWords(rule),
    description: rule.description,
    hasChanged: now ? textOf(now) !== textOf(rule) : false,
  };
}

function affectedOf({ affected: { agents, users }, during }: Found): Affected | null {
  const rows = agents.map(({ key, requests, errors, degraded }) => ({
    agent: key.agent,
    ...{ requests, errors, degraded },
  }));
  const sum = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  const requests = sum((row) => row.requests);
  if (requests === 0) return null;
  return {
    from: during.from.toISOString(),
    to: during.to.toISOString(),
    requests,
    errors: sum((row) => row.errors),
    users: users?.users ?? null,
    usersHit: users?.hit ?? null,
    agents: rows
      .filter((row) => row.requests > 0)
      .toSorted((a, b) => b.errors - a.errors || b.requests - a.requests),
  };
}

function earlierOf(found: Found["earlier"]): Earlier {
  if (!found) return { count: 0, last: null };
  const { id, startedAt, endedAt, all } = found;
  const lastedMs = endedAt ? endedAt.getTime() - startedAt.getTime() : 0;
  return { count: all, last: { id, at: startedAt.toISOString(), lastedMs } };
}

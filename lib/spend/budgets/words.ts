/** Budgets in words: what each is about, how it stands, and what is told when a threshold is crossed. */
import { capital } from "@/lib/core/format";
import { dollarsOf, formatMoney, picosOf } from "@/lib/core/money";
import type { PeriodKind } from "@/lib/cost/budget/calendar";
import type { Message } from "@/lib/notify/message";
import type { Severity } from "@/lib/notify/notice";
import { DIM_WORDS } from "@/lib/spend/dimension";
import type { Ahead, Passing } from "@/lib/spend/outlook";
import type { Scope } from "./schema";

export const PERIOD_WORDS: Readonly<Record<PeriodKind, string>> = {
  daily: "day",
  weekly: "week",
  monthly: "month",
};

/** `today`, `this week`. */
export const nowWords = (kind: PeriodKind): string =>
  kind === "daily" ? "today" : `this ${PERIOD_WORDS[kind]}`;

export const money = (picos: bigint): string => formatMoney(picos, { precise: true });
const dollars = (amount: number): string => formatMoney(picosOf(Math.max(0, amount).toFixed(6)));

type Named = { readonly scope: Scope; readonly name: string };
type Kept = Named & {
  readonly id: string;
  readonly period: PeriodKind;
  readonly amountPicos: bigint;
};

const aboutOf = ({ scope, name }: Named): string =>
  scope === "project" ? "the whole project" : `${DIM_WORDS[scope]} ${name}`;

export const labelOf = ({ scope, name, period }: Named & { readonly period: PeriodKind }): string =>
  `${scope === "project" ? "Whole project" : `${capital(DIM_WORDS[scope])} ${name}`}, each ${PERIOD_WORDS[period]}`;

/** `on course for $690 (80 % between $655 and $731), $190 above it`; without an amount, what it is on course for. */
export function courseWords(
  { end }: Pick<Ahead, "end">,
  amountPicos: bigint | null,
  noun = "it",
): string | null {
  if (end === null) return null;
  const between =
    end.low === null || end.high === null
      ? ""
      : ` (80 % between ${dollars(end.low)} and ${dollars(end.high)})`;
  const course = `on course for ${dollars(end.expected)}${between}`;
  if (amountPicos === null) return course;
  const over = end.expected - dollarsOf(amountPicos);
  return `${course}, ${dollars(Math.abs(over))} ${over > 0 ? "above" : "below"} ${noun}`;
}

/** `2026-11-19` as people say it. */
export const dayWords = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
  }).format(new Date(`${date}T00:00:00Z`));

export function crossingWords(passing: Passing): string | null {
  if (passing.isPast) return "it is used up";
  if (passing.expected === null) return null;
  const { earliest, latest, expected } = passing;
  const range =
    earliest !== null && earliest !== expected
      ? `, at the earliest on ${dayWords(earliest)}`
      : latest !== null && latest !== expected
        ? `, at the latest on ${dayWords(latest)}`
        : "";
  return `it will be crossed on ${dayWords(expected)}${range}`;
}

export type Crossed = {
  readonly budget: Kept;
  /** 0: the forecast. */
  readonly threshold: number;
  readonly spentPicos: bigint;
  readonly ahead: Ahead;
  readonly passing: Passing;
  readonly timeZone: string;
};

export const outlookWords = ({ ahead, passing, budget }: Crossed): string =>
  [courseWords(ahead, budget.amountPicos), crossingWords(passing)]
    .filter((words) => words !== null)
    .join("; ") || "not enough history for a forecast: seven whole days are needed";

const shareOf = (spent: bigint, amount: bigint): string =>
  `${Math.floor((Number(spent) / Number(amount)) * 1_000) / 10} %`;

export function crossedTitle({ budget, threshold }: Crossed): string {
  const what = `${PERIOD_WORDS[budget.period]}'s budget of ${aboutOf(budget)}`;
  if (threshold === 0) return `The ${what} will be crossed`;
  return threshold === 100 ? `The ${what} is used up` : `${threshold} % of the ${what} is used`;
}

export function severityOf({ threshold }: Crossed): Severity {
  if (threshold >= 100) return "high";
  return threshold >= 80 || threshold === 0 ? "medium" : "low";
}

export function crossedWords(crossed: Crossed): Pick<Message, "state" | "type" | "text" | "facts"> {
  const { budget, spentPicos, ahead, timeZone, threshold } = crossed;
  const period = PERIOD_WORDS[budget.period];
  return {
    state: "BUDGET",
    type: threshold === 0 ? "budget.forecast" : "budget.crossed",
    text: [
      `${money(spentPicos)} of ${money(budget.amountPicos)} is spent ${nowWords(budget.period)}: ${shareOf(spentPicos, budget.amountPicos)}.`,
      `${capital(outlookWords(crossed))}.`,
      `Each threshold is told once a ${period}; the next ${period} begins anew.`,
    ].join("\n\n"),
    facts: [
      ["Budget", labelOf(budget)],
      ["Amount", money(budget.amountPicos)],
      ["Spent", money(spentPicos)],
      ["Left", money(budget.amountPicos - spentPicos)],
      ...(threshold === 0 ? [] : ([["Threshold", `${threshold} %`]] as const)),
      [capital(period), `since ${ahead.period.key} (${timeZone})`],
    ],
  };
}

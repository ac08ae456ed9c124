/** Looks at the budgets of a project: what is crossed for the first time in its period is told, once. */
import { stateOf } from "@/lib/cost/budget/budget";
import { announce } from "@/lib/notify/store/say";
import type { Connection } from "@/lib/platform/rows";
import {
  type Crossed,
  crossedTitle,
  crossedWords,
  labelOf,
  outlookWords,
  severityOf,
} from "@/lib/spend/budgets/words";
import type { Daily } from "@/lib/spend/daily";
import { aheadOf, passingOf } from "@/lib/spend/outlook";
import { forecastFrom } from "@/lib/spend/store/forecasts";
import { type BudgetRow, keepAnnouncement, noteTold, readAnnouncements } from "./rows";

export type Looked = {
  readonly budget: BudgetRow;
  /** Of its scope. */
  readonly rows: readonly Daily[];
  readonly project: { readonly id: number; readonly slug: string; readonly timeZone: string };
  readonly now: Date;
};

const MOST_REMEMBERED = 50;

/** A morning says little about its own evening: nobody wants to be told how often it is wrong. */
const isForecastTold = ({ warnsAhead, period }: BudgetRow): boolean =>
  warnsAhead && period !== "daily";

/** What is new since the last look; nothing is written yet. */
export async function freshOf(
  on: Connection,
  { budget, rows, project, now }: Looked,
): Promise<Crossed[]> {
  const { id, period: kind, amountPicos, thresholds } = budget;
  const { timeZone } = project;
  const said = await readAnnouncements(on, [id], MOST_REMEMBERED);
  const forecast = await forecastFrom(rows, now, timeZone);
  const scene = { rows, now, timeZone, forecast };
  const ahead = aheadOf(kind, scene);
  const known = said.filter(
    (one) => one.periodKey === ahead.period.key && one.amountPicos === amountPicos,
  );
  const state = stateOf(
    { id, kind, amount: amountPicos, timeZone, thresholds },
    ahead.spentPicos,
    { period: ahead.period.key, thresholds: known.map(({ threshold }) => threshold) },
    now,
  );
  const passing = passingOf(kind, amountPicos, scene);
  const isAhead =
    isForecastTold(budget) &&
    !passing.isPast &&
    passing.expected !== null &&
    known.every(({ threshold }) => threshold !== 0);
  const fresh = [...(isAhead ? [0] : []), ...state.fresh];
  return fresh.map((threshold) => ({
    ...{ budget, threshold, spentPicos: ahead.spentPicos, ahead, passing, timeZone },
  }));
}

/**
 * In one transaction: whoever writes the announcement first tells of it. Of several thresholds that were
 * crossed at once the highest is told, and the others are noted with it.
 */
export async function tellFresh(
  on: Connection,
  { budget, project, now }: Looked,
  fresh: readonly Crossed[],
): Promise<number> {
  const first: Crossed[] = [];
  for (const crossed of fresh) {
    const row = { ...keyOf(crossed), at: now, spentPicos: crossed.spentPicos };
    if (await keepAnnouncement(on, { ...row, outlook: outlookWords(crossed) })) first.push(crossed);
  }
  const loudest = first.reduce<Crossed | null>(
    (most, one) => (most === null || one.threshold > most.threshold ? one : most),
    null,
  );
  if (loudest === null) return 0;
  const told = await announce(
    on,
    {
      ...{ project, channels: budget.channels, ...crossedWords(loudest) },
      title: crossedTitle(loudest),
      severity: severityOf(loudest),
      path: `/cost/budgets?budget=${budget.id}`,
      thread: `budget ${budget.id} ${loudest.ahead.period.key}`,
      why: `${labelOf(budget)}: a budget of this project names this channel, or names none`,
    },
    now,
  );
  for (const crossed of first) await noteTold(on, keyOf(crossed), told);
  return first.length;
}

const keyOf = ({ budget, threshold, ahead }: Crossed) => ({
  budgetId: budget.id,
  periodKey: ahead.period.key,
  threshold,
  amountPicos: budget.amountPicos,
});

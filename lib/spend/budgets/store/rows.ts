/** Budgets as their rows have them. */
import type { PeriodKind } from "@/lib/cost/budget/calendar";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Scope } from "@/lib/spend/budgets/schema";

export type BudgetRow = {
  readonly id: string;
  readonly projectId: number;
  readonly scope: Scope;
  readonly name: string;
  readonly period: PeriodKind;
  readonly amountPicos: bigint;
  readonly thresholds: readonly number[];
  readonly channels: readonly string[];
  readonly warnsAhead: boolean;
  readonly isEnabled: boolean;
  readonly createdAt: Date;
  readonly revision: number;
};

type Raw = Omit<BudgetRow, "amountPicos"> & { readonly amount: string };

export async function readBudgetRows(
  on: Connection,
  projectId: number,
  { isLocked = false } = {},
): Promise<BudgetRow[]> {
  const rows = await rowsOf<Raw>(
    on,
    `SELECT id::text, project_id AS "projectId", scope, name, period, amount_picos::text AS amount,
       thresholds, channels::text[] AS channels, warns_ahead AS "warnsAhead",
       is_enabled AS "isEnabled", created_at AS "createdAt", revision
     FROM budget WHERE project_id = $1::int4 AND removed_at IS NULL
     ORDER BY created_at, id ${isLocked ? "FOR UPDATE" : ""}`,
    [projectId],
  );
  return rows.map(({ amount, ...row }) => ({ ...row, amountPicos: BigInt(amount) }));
}

export type Announcement = {
  readonly budgetId: string;
  readonly periodKey: string;
  readonly threshold: number;
  readonly amountPicos: bigint;
  readonly at: Date;
  readonly spentPicos: bigint;
  readonly told: number;
  readonly outlook: string | null;
};

type RawAnnouncement = Omit<Announcement, "amountPicos" | "spentPicos"> & {
  readonly amount: string;
  readonly spent: string;
};

/** Newest first. */
export async function readAnnouncements(
  on: Connection,
  budgetIds: readonly string[],
  limit: number,
): Promise<Announcement[]> {
  const rows = await rowsOf<RawAnnouncement>(
    on,
    `SELECT budget_id::text AS "budgetId", period_key AS "periodKey", threshold,
       amount_picos::text AS amount, at, spent_picos::text AS spent, told, outlook
     FROM budget_announcement WHERE budget_id = ANY($1::uuid[])
     ORDER BY at DESC, threshold DESC LIMIT $2::int4`,
    [[...budgetIds], limit],
  );
  return rows.map(({ amount, spent, ...row }) => ({
    ...row,
    amountPicos: BigInt(amount),
    spentPicos: BigInt(spent),
  }));
}

/** True for whoever was first: the row and the notifications stand or fall together. */
export async function keepAnnouncement(
  on: Connection,
  {
    budgetId,
    periodKey,
    threshold,
    amountPicos,
    at,
    spentPicos,
    outlook,
  }: Omit<Announcement, "told">,
): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `INSERT INTO budget_announcement
       (budget_id, period_key, threshold, amount_picos, at, spent_picos, told, outlook)
     VALUES ($1::uuid, $2, $3::int4, $4::int8, $5::timestamptz, $6::int8, 0, $7)
     ON CONFLICT DO NOTHING RETURNING threshold`,
    [budgetId, periodKey, threshold, String(amountPicos), at, String(spentPicos), outlook],
  );
  return rows.length > 0;
}

export const noteTold = (
  on: Connection,
  {
    budgetId,
    periodKey,
    threshold,
    amountPicos,
  }: Omit<Announcement, "told" | "at" | "spentPicos" | "outlook">,
  told: number,
) =>
  rowsOf(
    on,
    `UPDATE budget_announcement SET told = $5::int4 WHERE budget_id = $1::uuid
       AND period_key = $2 AND threshold = $3::int4 AND amount_picos = $4::int8`,
    [budgetId, periodKey, threshold, String(amountPicos), told],
  );

/** What a project may spend in a day, a week or a month; nothing where nobody has said. */
import type { Period } from "./periods";

type Kept = Readonly<Partial<Record<Period, unknown>>>;

/** US dollars, kept beside the project's targets as `budget: { day, week, month }`; null without a sensible one. */
export function budgetOf(targets: unknown, period: Period): number | null {
  const { budget } = asObject(targets) as { budget?: unknown };
  const amount = (asObject(budget) as Kept)[period];
  return typeof amount === "number" && Number.isFinite(amount) && amount > 0 ? amount : null;
}

const asObject = (value: unknown): object =>
  typeof value === "object" && value !== null ? value : {};

/** /cost/budgets: what may be spent, how it burns, and what was told of it. */
import type { Metadata } from "next";
import { BudgetsPage } from "@/components/cost/budgets-page";

export const metadata: Metadata = { title: "Budgets" };

export default function Page() {
  return <BudgetsPage />;
}

/** /cost/reports: the report of a day, a week or a month, and to whom it is sent. */
import type { Metadata } from "next";
import { ReportsPage } from "@/components/cost/reports-page";

export const metadata: Metadata = { title: "Cost reports" };

export default function Page() {
  return <ReportsPage />;
}

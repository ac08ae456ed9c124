"use client";
/** Links between the pages of cost. */
import { Tabs } from "@/components/shell/tabs";

const TABS = [
  { href: "/cost", label: "Overview" },
  { href: "/cost/forecast", label: "Forecast" },
  { href: "/cost/budgets", label: "Budgets" },
  { href: "/cost/pricing", label: "Pricing" },
  { href: "/cost/roi", label: "Return" },
  { href: "/cost/reports", label: "Reports" },
];

export function CostTabs() {
  return <Tabs label="Cost" tabs={TABS} />;
}

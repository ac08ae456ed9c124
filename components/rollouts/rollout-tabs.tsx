"use client";
/** What moves, and what is moved. */
import { Tabs } from "@/components/shell/tabs";

const TABS = [
  { href: "/rollouts", label: "Rollouts" },
  { href: "/rollouts/flags", label: "Flags" },
  { href: "/rollouts/segments", label: "Segments" },
];

export function RolloutTabs() {
  return <Tabs label="Rollouts and flags" tabs={TABS} />;
}

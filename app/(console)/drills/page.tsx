/** Drills: begun, scored and signed off. */
import type { Metadata } from "next";
import { DrillsPage } from "@/components/incidents/drills-page";

export const metadata: Metadata = { title: "Drills" };

export default function Page() {
  return <DrillsPage />;
}

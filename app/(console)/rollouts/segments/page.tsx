/** Every segment of a project, and the rules that name it. */
import type { Metadata } from "next";
import { SegmentsPage } from "@/components/rollouts/segments/segments-page";

export const metadata: Metadata = { title: "Segments" };

export default function Page() {
  return <SegmentsPage />;
}

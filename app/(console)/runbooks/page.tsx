/** The runbooks of a project, and the search through them. */
import type { Metadata } from "next";
import { RunbooksPage } from "@/components/runbooks/runbooks-page";

export const metadata: Metadata = { title: "Runbooks" };

export default function Page() {
  return <RunbooksPage />;
}

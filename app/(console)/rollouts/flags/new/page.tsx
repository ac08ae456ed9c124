/** A new flag, from a kind to begin with. */
import type { Metadata } from "next";
import { NewFlagPage } from "@/components/rollouts/flag-form/new-flag-page";

export const metadata: Metadata = { title: "New flag" };

export default function Page() {
  return <NewFlagPage />;
}

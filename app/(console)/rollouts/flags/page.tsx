/** Every flag of a project. */
import type { Metadata } from "next";
import { FlagsPage } from "@/components/rollouts/flags-page";

export const metadata: Metadata = { title: "Flags" };

export default function Page() {
  return <FlagsPage />;
}

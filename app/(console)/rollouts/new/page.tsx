/** /rollouts/new: a plan is written, and becomes a draft. */
import type { Metadata } from "next";
import { NewRolloutPage } from "@/components/rollouts/plan/new-page";

export const metadata: Metadata = { title: "Plan a rollout" };

export default function Page() {
  return <NewRolloutPage />;
}

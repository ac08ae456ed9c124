/** One rollout with its evidence and its buttons. */
import type { Metadata } from "next";
import { RolloutPage } from "@/components/rollouts/rollout-page";

export const metadata: Metadata = { title: "Rollout" };

type Props = { params: Promise<{ rollout: string }> };

export default async function Page({ params }: Props) {
  const { rollout } = await params;
  return <RolloutPage rollout={decodeURIComponent(rollout)} />;
}

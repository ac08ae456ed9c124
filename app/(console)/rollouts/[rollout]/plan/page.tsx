/** The plan of one rollout, to be changed. */
import type { Metadata } from "next";
import { ChangePlanPage } from "@/components/rollouts/plan/change-page";

export const metadata: Metadata = { title: "Plan of a rollout" };

type Props = { params: Promise<{ rollout: string }> };

export default async function Page({ params }: Props) {
  const { rollout } = await params;
  return <ChangePlanPage rollout={decodeURIComponent(rollout)} />;
}

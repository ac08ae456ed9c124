/** One deployment: before and after, and its checklist. */
import type { Metadata } from "next";
import { DeploymentPage } from "@/components/deployments/deployment-page";

export const metadata: Metadata = { title: "Deployment" };

type Props = { params: Promise<{ deployment: string }> };

export default async function Page({ params }: Props) {
  const { deployment } = await params;
  return <DeploymentPage deployment={decodeURIComponent(deployment)} />;
}

/** One runbook, for whoever has to do what it says. */
import type { Metadata } from "next";
import { RunbookPage } from "@/components/runbooks/runbook-page";

export const metadata: Metadata = { title: "Runbook" };

type Props = { params: Promise<{ slug: string }> };

export default async function Page({ params }: Props) {
  const { slug } = await params;
  return <RunbookPage key={slug} slug={decodeURIComponent(slug)} />;
}

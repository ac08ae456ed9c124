/** What was learned of one incident. */
import type { Metadata } from "next";
import { PostmortemPage } from "@/components/incidents/postmortem-page";

export const metadata: Metadata = { title: "Postmortem" };

type Props = { params: Promise<{ incident: string }> };

export default async function Page({ params }: Props) {
  const { incident } = await params;
  return <PostmortemPage id={decodeURIComponent(incident)} />;
}

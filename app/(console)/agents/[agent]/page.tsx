/** /agents/[agent]: one agent in depth. */
import type { Metadata } from "next";
import { AgentPage } from "@/components/agents/agent-page";

type PageProps = { params: Promise<{ agent: string }> };

/** Next hands the segment on as it stands in the address. */
const nameIn = async (params: PageProps["params"]): Promise<string> =>
  decodeURIComponent((await params).agent);

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: await nameIn(params) };
}

export default async function Page({ params }: PageProps) {
  const agent = await nameIn(params);
  return <AgentPage key={agent} agent={agent} />;
}

/** One incident, for everybody who works in it. */
import type { Metadata } from "next";
import { IncidentPage } from "@/components/incidents/incident-page";

export const metadata: Metadata = { title: "Incident" };

type Props = { params: Promise<{ incident: string }> };

export default async function Page({ params }: Props) {
  const { incident } = await params;
  return <IncidentPage id={decodeURIComponent(incident)} />;
}

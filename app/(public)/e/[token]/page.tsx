/** An emergency link: what it would do, and a button that does it. Opening the page changes nothing. */
import type { Metadata } from "next";
import { Entrance } from "@/components/access/entrance";
import { EmergencyLink } from "@/components/rollouts/emergency-link";

export const metadata: Metadata = {
  title: "Emergency",
  robots: { index: false },
  referrer: "no-referrer",
};

export default async function EmergencyLinkPage({
  params,
}: {
  params: Promise<{ token: string }>;
}) {
  const { token } = await params;
  return (
    <Entrance title="Emergency">
      <EmergencyLink token={decodeURIComponent(token)} />
    </Entrance>
  );
}

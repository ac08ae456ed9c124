/** A link of a notification: what it would do, and a button that does it. Opening the page changes nothing. */
import type { Metadata } from "next";
import { Entrance } from "@/components/access/entrance";
import { ActionLink } from "@/components/alerts/action-link";

export const metadata: Metadata = {
  title: "Alert",
  robots: { index: false },
  referrer: "no-referrer",
};

export default async function ActionLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <Entrance title="Alert">
      <ActionLink token={decodeURIComponent(token)} />
    </Entrance>
  );
}

/** Accepting an invitation; the token is behind the `#`, so only the browser knows it. */
import type { Metadata } from "next";
import { Entrance } from "@/components/access/entrance";
import { InvitationForm } from "@/components/members/invitation-form";

export const metadata: Metadata = { title: "Invitation" };

export default function InvitationPage() {
  return (
    <Entrance title="Invitation">
      <InvitationForm />
    </Entrance>
  );
}

/** Who belongs to a project, who is invited, and everybody on the instance. */
import type { Metadata } from "next";
import { MembersPage } from "@/components/members/members-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Members" };

export default function Page() {
  return (
    <SettingsFrame>
      <MembersPage />
    </SettingsFrame>
  );
}

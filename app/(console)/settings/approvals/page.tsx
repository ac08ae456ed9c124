/** Acts that wait for a second person. */
import type { Metadata } from "next";
import { ApprovalsPage } from "@/components/projects/approvals-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Approvals" };

export default function Page() {
  return (
    <SettingsFrame>
      <ApprovalsPage />
    </SettingsFrame>
  );
}

/** Who is told after whom, when nobody answers. */
import type { Metadata } from "next";
import { PoliciesPage } from "@/components/escalation/policies-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Escalation" };

export default function Page() {
  return (
    <SettingsFrame>
      <PoliciesPage />
    </SettingsFrame>
  );
}

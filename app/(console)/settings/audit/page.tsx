/** Who did what in the project, and for the owner in the whole instance. */
import type { Metadata } from "next";
import { AuditPage } from "@/components/audit/audit-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Audit log" };

export default function Page() {
  return (
    <SettingsFrame>
      <AuditPage />
    </SettingsFrame>
  );
}

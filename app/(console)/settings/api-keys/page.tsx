/** The API keys of a project. */
import type { Metadata } from "next";
import { KeysPage } from "@/components/keys/keys-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "API keys" };

export default function Page() {
  return (
    <SettingsFrame>
      <KeysPage />
    </SettingsFrame>
  );
}

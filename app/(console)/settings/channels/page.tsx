/** Where notifications go, how they are told, and what arrived. */
import type { Metadata } from "next";
import { ChannelsPage } from "@/components/notify/channels-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Channels" };

export default function Page() {
  return (
    <SettingsFrame>
      <ChannelsPage />
    </SettingsFrame>
  );
}

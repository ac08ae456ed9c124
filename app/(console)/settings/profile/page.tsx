/** Name, password, two-factor sign-in and sessions of whoever looks. */
import type { Metadata } from "next";
import { ProfilePage } from "@/components/profile/profile-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Your profile" };

export default function Page() {
  return (
    <SettingsFrame>
      <ProfilePage />
    </SettingsFrame>
  );
}

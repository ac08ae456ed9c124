/** The projects that a person may see. */
import type { Metadata } from "next";
import { ProjectsPage } from "@/components/projects/projects-page";
import { SettingsFrame } from "@/components/settings/settings-frame";

export const metadata: Metadata = { title: "Projects" };

export default function Page() {
  return (
    <SettingsFrame>
      <ProjectsPage />
    </SettingsFrame>
  );
}

/** Name, time zone, retention, targets and people of a project. */
import type { Metadata } from "next";
import { ProjectPage } from "@/components/settings/project-page";

export const metadata: Metadata = { title: "Project settings" };

export default function Page() {
  return <ProjectPage />;
}

"use client";
/** The frame of the settings pages: one heading, and links between them. */
import type { ReactNode } from "react";
import { NewProject } from "@/components/shell/new-project";
import { PageFrame } from "@/components/shell/page-frame";
import { Tabs } from "@/components/shell/tabs";
import { useConsole } from "@/components/shell/use-console";

const TABS = [
  { href: "/settings/profile", label: "Profile" },
  { href: "/settings/project", label: "Project" },
  { href: "/settings/members", label: "Members" },
  { href: "/settings/api-keys", label: "API keys" },
  { href: "/settings/channels", label: "Channels" },
  { href: "/settings/escalation", label: "Escalation" },
  { href: "/settings/approvals", label: "Approvals" },
  { href: "/settings/audit", label: "Audit log" },
  { href: "/settings/data", label: "Data" },
  { href: "/settings/projects", label: "Projects" },
];

export function SettingsFrame({ children }: { children: ReactNode }) {
  const isOwner = useConsole().data?.person.isOwner ?? false;
  return (
    <PageFrame title="Settings" acts={isOwner && <NewProject />}>
      <Tabs label="Settings" tabs={TABS} />
      {children}
    </PageFrame>
  );
}

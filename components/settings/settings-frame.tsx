"use client";
/** The frame of the settings pages: one heading, and links between them. */
import type { ReactNode } from "react";
import { PageFrame } from "@/components/shell/page-frame";
import { Tabs } from "@/components/shell/tabs";

const TABS = [
  { href: "/settings/project", label: "Project" },
  { href: "/settings/api-keys", label: "API keys" },
  { href: "/settings/data", label: "Data" },
];

export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <PageFrame title="Settings">
      <Tabs label="Settings" tabs={TABS} />
      {children}
    </PageFrame>
  );
}

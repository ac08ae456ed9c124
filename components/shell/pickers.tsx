"use client";
/** Which project and which environment. */
import { ChevronsUpDown } from "lucide-react";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { useAsk } from "./use-ask";
import { useConsole } from "./use-console";

export function ProjectPicker() {
  const { ask, setAsk } = useAsk();
  const projects = useConsole().data?.projects ?? [];
  const current = projects.find(({ slug }) => slug === ask.project);
  return (
    <Menu
      align="start"
      label="Project"
      trigger={
        <Button tone="quiet" size="s" title="Switch project">
          <span className="max-w-48 truncate text-13 text-primary">
            {current?.name ?? (ask.project || "Project")}
          </span>
          {current?.isDemo && <Tag>demo</Tag>}
          <ChevronsUpDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <MenuChoice
        label="Project"
        value={ask.project}
        options={projects.map(({ slug, name, isDemo, role }) => ({
          value: slug,
          label: name,
          hint: isDemo ? "demo" : role,
        }))}
        onChange={(project) => setAsk({ project })}
      />
    </Menu>
  );
}

const ALL = "";

export function EnvironmentPicker() {
  const { ask, setAsk } = useAsk();
  const environments = useConsole().data?.environments ?? [];
  const names =
    ask.env && !environments.includes(ask.env) ? [...environments, ask.env] : environments;
  return (
    <Menu
      align="start"
      label="Environment"
      trigger={
        <Button tone="quiet" size="s" title="Environment">
          <span className="max-w-32 truncate text-13">{ask.env ?? "All environments"}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <MenuChoice
        label="Environment"
        value={ask.env ?? ALL}
        options={[
          { value: ALL, label: "All environments" },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(env) => setAsk({ env: env === ALL ? null : env })}
      />
    </Menu>
  );
}

"use client";
/** The settings of a project: its name, its clock, how long it keeps events, what it promises. */
import { useQuery } from "@tanstack/react-query";
import { HistoryLink } from "@/components/shell/history-link";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { Panel } from "@/components/ui/panel";
import { projectQuery } from "@/lib/projects/client";
import { EnvironmentsPanel } from "./environments-panel";
import { ProjectForm } from "./project-form";
import { SettingsFrame } from "./settings-frame";
import { TargetsForm } from "./targets-form";

export function ProjectPage() {
  const { ask } = useAsk();
  const project = useQuery(projectQuery(ask.project));
  return (
    <SettingsFrame>
      <Grid>
        <Cell width={5}>
          <Panel
            title="Project"
            question="What is this project called, and how long does it keep what it receives?"
            reading={project}
            controls={<HistoryLink kind="project" />}
            height="fit"
          >
            {(data) => <ProjectForm key={data.slug} project={data} />}
          </Panel>
        </Cell>
        <Cell width={7}>
          <Panel
            title="Targets"
            question="What does this system promise? Charts draw the target; beyond the limit somebody should act."
            reading={project}
            height="fit"
          >
            {(data) => <TargetsForm key={data.slug} project={data} />}
          </Panel>
        </Cell>
        <Cell width={12}>
          <EnvironmentsPanel project={ask.project} />
        </Cell>
      </Grid>
    </SettingsFrame>
  );
}

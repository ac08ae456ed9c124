"use client";
/** The projects that a person may see, and the end of one for the owner of the instance. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useConsole } from "@/components/shell/use-console";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import { projectsQuery } from "@/lib/projects/client";
import type { ProjectRow } from "@/lib/projects/schema";
import { RemoveDialog } from "./remove-dialog";

export function ProjectsPage() {
  const projects = useQuery(projectsQuery());
  const isOwner = useConsole().data?.person.isOwner ?? false;
  const [ending, setEnding] = useState<ProjectRow | null>(null);
  const columns = useMemo(
    () => (isOwner ? [...COLUMNS, removeColumn(setEnding)] : COLUMNS),
    [isOwner],
  );
  return (
    <>
      <Panel
        title="Projects"
        question="Which agent systems are watched here, and what are you in each of them?"
        reading={projects}
        figure={({ length }) => (length === 1 ? "One project" : `${length} projects`)}
        sheet={(rows) => sheetOf(COLUMNS, rows)}
        isEmpty={({ length }) => length === 0}
        empty={
          isOwner
            ? { title: "There is no project yet", hint: "Make the first one above." }
            : {
                title: "You are not a member of any project yet",
                hint: "An administrator of a project can add you.",
              }
        }
        height="fit"
        isFlush
      >
        {(rows) => (
          <Table
            id="projects"
            label="Projects"
            columns={columns}
            rows={rows}
            rowKey={({ slug }) => slug}
          />
        )}
      </Panel>
      {ending && <RemoveDialog project={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

const COLUMNS: readonly Column<ProjectRow>[] = [
  {
    key: "name",
    label: "Name",
    value: ({ name }) => name,
    cell: ({ name, slug, role, isDemo }) => (
      <span className="flex max-w-80 flex-col max-md:max-w-64" title={name}>
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">
            <KeptLink href={settingsOf(slug)} look="plain">
              {name}
            </KeptLink>
          </span>
          {isDemo && (
            <span className="shrink-0">
              <Tag>demo</Tag>
            </span>
          )}
        </span>
        {/* On a phone its own column is a swipe away. */}
        <span className="text-12 text-muted md:hidden">You are {role}</span>
      </span>
    ),
  },
  { key: "slug", label: "Short name", value: ({ slug }) => slug },
  { key: "role", label: "You are", value: ({ role }) => role },
  {
    key: "people",
    label: "People",
    kind: "number",
    hint: "Members, beside the owners of the instance",
    value: ({ people }) => people,
    format: count,
  },
  {
    key: "keys",
    label: "Keys",
    kind: "number",
    hint: "API keys that work",
    value: ({ keys }) => keys,
    format: count,
  },
  {
    key: "created",
    label: "Created",
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
];

const settingsOf = (slug: string) => `/settings/project?project=${encodeURIComponent(slug)}`;

const removeColumn = (onRemove: (project: ProjectRow) => void): Column<ProjectRow> => ({
  key: "remove",
  label: "Act",
  value: () => null,
  cell: (project) =>
    project.isDemo ? (
      <KeptLink href={`/settings/data?project=${encodeURIComponent(project.slug)}`}>
        Remove under Data
      </KeptLink>
    ) : (
      <Button size="s" aria-label={`Remove ${project.name}`} onClick={() => onRemove(project)}>
        Remove
      </Button>
    ),
});

"use client";
/** What a runbook said before: compared with what counts, and made to count again. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { quantity } from "@/lib/core/format";
import { versionQuery } from "@/lib/runbooks/client";
import type { RunbookView, VersionView } from "@/lib/runbooks/schema";
import { Diff } from "./diff";

type VersionsPanelProps = {
  project: string;
  view: RunbookView;
  onRestore: (text: string) => void;
};

const MOST_SHOWN = 10;

export function VersionsPanel({ project, view, onRestore }: VersionsPanelProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [isWhole, setWhole] = useState(false);
  const { versions, revision } = view;
  const shown = isWhole ? versions : versions.slice(0, MOST_SHOWN);
  return (
    <Panel
      title="Versions"
      question="What did it say before, and who changed it?"
      reading={readingOf(versions)}
      figure={({ length }) => quantity(length, "version")}
      height="fit"
    >
      {() => (
        <div className="flex min-w-0 flex-col gap-3">
          <ol className="flex flex-col divide-y divide-line text-13">
            {shown.map((version) => (
              <Version
                key={version.number}
                version={version}
                isCurrent={version.number === revision}
                isChosen={version.number === chosen}
                onChoose={() => setChosen(version.number === chosen ? null : version.number)}
              />
            ))}
          </ol>
          {shown.length < versions.length && (
            <div>
              <Button size="s" onClick={() => setWhole(true)}>
                Show all {versions.length}
              </Button>
            </div>
          )}
          {chosen !== null && (
            <Compared project={project} view={view} number={chosen} onRestore={onRestore} />
          )}
        </div>
      )}
    </Panel>
  );
}

/** The page has it already. */
const readingOf = (versions: readonly VersionView[]) => ({
  ...{ data: versions, isPending: false, isError: false, error: null },
  ...{ dataUpdatedAt: 0, isPlaceholderData: false, refetch: () => undefined },
});

type VersionProps = {
  version: VersionView;
  isCurrent: boolean;
  isChosen: boolean;
  onChoose: () => void;
};

function Version({ version, isCurrent, isChosen, onChoose }: VersionProps) {
  const { number, message, author, at } = version;
  const name = number === 0 ? "shipped" : `version ${number}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Tag>{name}</Tag>
      <span className="min-w-0 flex-1 break-words text-primary">{message}</span>
      <span className="text-12 text-muted">
        {author} {at !== null && <Instant at={at} />}
      </span>
      {isCurrent ? (
        <Tag>in force</Tag>
      ) : (
        <Button size="s" aria-pressed={isChosen} aria-label={`Compare ${name}`} onClick={onChoose}>
          Compare
        </Button>
      )}
    </li>
  );
}

function Compared({ project, view, number, onRestore }: VersionsPanelProps & { number: number }) {
  const { data, isError, error } = useQuery(versionQuery(project, view.slug, number));
  if (isError) return <p className="text-13 text-critical-text">{error.message}</p>;
  if (!data) return <div aria-hidden className="h-24 animate-shimmer rounded-control bg-hover" />;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2 text-13 text-secondary">
        <span>
          What has changed since {number === 0 ? "the shipped text" : `version ${number}`}
        </span>
        <Can permission="runbooks:write">
          {(gate) => (
            <Button size="s" onClick={() => onRestore(data.text)} {...gate}>
              Restore this text
            </Button>
          )}
        </Can>
      </div>
      <Diff before={data.text} after={view.text} />
    </div>
  );
}

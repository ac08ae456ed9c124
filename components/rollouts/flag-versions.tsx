"use client";
/** Every version of a flag: who made it and why, and how to have it again. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { restoreFlag } from "@/lib/flags/client";
import type { FlagView } from "@/lib/flags/views";
import { useRolloutAct } from "./use-rollout-act";

type FlagVersionsProps = { project: string; reading: Reading<FlagView> };

const MOST_SHOWN = 12;

export function FlagVersions({ project, reading }: FlagVersionsProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <Panel
      title="Versions"
      question="Who changed it, when and why?"
      reading={reading}
      figure={({ version }) => `version ${version}`}
      height="fit"
      isFlush
    >
      {(view) => (
        <>
          <ol className="flex flex-col">
            {view.versions.slice(0, MOST_SHOWN).map(({ version, at, by, reason }) => (
              <li
                key={version}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2 text-13"
              >
                <span className="min-w-0 flex-1 basis-40 text-primary">
                  {`${version} · ${reason ?? "no reason given"}`}
                  <span className="block text-12 text-muted">
                    {by} · <Instant at={at} />
                  </span>
                </span>
                {version === view.version ? (
                  <Tag>in force</Tag>
                ) : (
                  <Can permission="flags:write" otherwise="hide">
                    {(gate) => (
                      <Button size="s" onClick={() => setChosen(version)} {...gate}>
                        Restore
                      </Button>
                    )}
                  </Can>
                )}
              </li>
            ))}
          </ol>
          {chosen !== null && (
            <Confirm
              project={project}
              view={view}
              version={chosen}
              onClose={() => setChosen(null)}
            />
          )}
        </>
      )}
    </Panel>
  );
}

type ConfirmProps = { project: string; view: FlagView; version: number; onClose: () => void };

function Confirm({ project, view: { flag, version: was }, version, onClose }: ConfirmProps) {
  const work = useRolloutAct();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Restore version ${version} of ${flag.key}`}
      consequence={`It becomes version ${was + 1}, in force in every environment within 1 s. Nothing in between is lost.`}
      verb="Restore"
      isCritical={false}
      asksReason
      isBusy={work.isPending}
      error={work.error}
      onConfirm={(reason) =>
        work.mutate(() => restoreFlag(project, flag.key, { version, was, reason }), {
          onSuccess: onClose,
        })
      }
    />
  );
}

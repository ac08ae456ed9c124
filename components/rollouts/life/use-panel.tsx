"use client";
/** Whether a flag is still of use: who asks for it, what is left to do, and its end. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { count } from "@/lib/core/format";
import { isOfCode, STALE_WORDS } from "@/lib/flags/stale";
import type { FlagView } from "@/lib/flags/views";
import { ArchiveDialog } from "./archive-dialog";
import { Askers } from "./askers";
import { GraduateDialog } from "./graduate-dialog";
import { GraduationNote } from "./graduation-note";

type UsePanelProps = { project: string; reading: Reading<FlagView> };

export function UsePanel({ project, reading }: UsePanelProps) {
  const [asked, setAsked] = useState<"graduate" | "archive" | null>(null);
  const close = () => setAsked(null);
  return (
    <Panel
      title="Use"
      question="Who evaluates it, and is it still needed?"
      reading={reading}
      figure={({ given }) => `${count(given.reduce((sum, { n }) => sum + n, 0))} answers in 7 d`}
      height="fit"
    >
      {(view) => (
        <div className="flex flex-col gap-3 text-13">
          {view.graduation && view.archived === null ? (
            <GraduationNote project={project} view={view} graduation={view.graduation} />
          ) : (
            view.stale && (
              <p className="text-secondary">{`${STALE_WORDS[view.stale.kind]} (${view.stale.days} days).`}</p>
            )
          )}
          <Askers askers={view.askers} />
          {view.archived === null && (
            <Can permission="flags:write">
              {(gate) => (
                <div className="flex flex-wrap gap-2">
                  {view.graduation === null && isOfCode(view.stale) && (
                    <Button onClick={() => setAsked("graduate")} {...gate}>
                      Graduate
                    </Button>
                  )}
                  <Button onClick={() => setAsked("archive")} {...gate}>
                    Archive
                  </Button>
                </div>
              )}
            </Can>
          )}
          {asked === "graduate" && <GraduateDialog project={project} view={view} onClose={close} />}
          {asked === "archive" && <ArchiveDialog project={project} view={view} onClose={close} />}
        </div>
      )}
    </Panel>
  );
}

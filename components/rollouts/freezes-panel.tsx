"use client";
/** When nothing is promoted: freeze windows, opened and ended here. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { endFreeze } from "@/lib/rollouts/client";
import type { FreezeView, RolloutsView } from "@/lib/rollouts/views";
import { FreezeDialog } from "./freeze-dialog";
import { FreezeState } from "./freeze-state";
import { useRolloutAct } from "./use-rollout-act";

type FreezesPanelProps = { project: string; reading: Reading<RolloutsView> };

export function FreezesPanel({ project, reading }: FreezesPanelProps) {
  const [isOpening, setOpening] = useState(false);
  return (
    <Panel
      title="Freeze windows"
      question="When is nothing promoted?"
      reading={reading}
      figure={({ freezes }) => String(freezes.length)}
      height="fit"
      isFlush
    >
      {({ freezes, flags }) => (
        <div className="flex flex-col">
          {freezes.length === 0 && (
            <p className="border-line border-t px-4 py-2.5 text-13 text-muted">
              No freeze is open or planned. During one, rollouts in progress keep their share and
              can be rolled back.
            </p>
          )}
          <ul>
            {freezes.map((freeze) => (
              <Row key={freeze.id} project={project} freeze={freeze} />
            ))}
          </ul>
          <div className="border-line border-t px-4 py-2.5">
            <Can permission="freezes:write">
              {(gate) => (
                <Button size="s" onClick={() => setOpening(true)} {...gate}>
                  Freeze promotions
                </Button>
              )}
            </Can>
          </div>
          {isOpening && (
            <FreezeDialog
              project={project}
              environments={[...new Set(flags.flatMap(({ environments }) => environments))]}
              onClose={() => setOpening(false)}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

function Row({ project, freeze }: { project: string; freeze: FreezeView }) {
  const act = useRolloutAct();
  const { id, environment, from, to, reason, by } = freeze;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2.5 text-13">
      <span className="min-w-0 flex-1 basis-48 text-primary">
        {reason}
        <span className="block text-12 text-muted">
          <Instant at={from} style="exact" /> to <Instant at={to} style="exact" />
          {`, by ${by}`}
        </span>
      </span>
      <FreezeState from={from} />
      <Tag>{environment ?? "all environments"}</Tag>
      <Can permission="freezes:write" otherwise="hide">
        {(gate) => (
          <Button
            size="s"
            isBusy={act.isPending}
            onClick={() => act.mutate(() => endFreeze(project, id))}
            {...gate}
          >
            End it
          </Button>
        )}
      </Can>
    </li>
  );
}

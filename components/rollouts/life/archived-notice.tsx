"use client";
/** Says of an archived flag since when and why, and takes it back. */
import { useState } from "react";
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { archiveFlag } from "@/lib/flags/life/client";
import type { FlagView } from "@/lib/flags/views";

export function ArchivedNotice({ project, view }: { project: string; view: FlagView }) {
  const [isAsked, setAsked] = useState(false);
  const work = useRolloutAct();
  const { archived, flag, graduation } = view;
  if (archived === null) return null;
  return (
    <Notice tone="info">
      <p>
        {`Archived by ${archived.by} `}
        <Instant at={archived.at} />
        {`: ${archived.reason}. It is served to nobody.${graduation ? ` The code kept “${graduation.keep}”.` : ""}`}
      </p>
      <Can permission="flags:write" otherwise="hide">
        {(gate) => (
          <div className="pt-2">
            <Button size="s" onClick={() => setAsked(true)} {...gate}>
              Take it out of the archive
            </Button>
          </div>
        )}
      </Can>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title={`Take ${flag.key} out of the archive`}
        consequence={`It is served again as in version ${view.version}, within 1 s.`}
        verb="Take it out"
        isCritical={false}
        asksReason
        isBusy={work.isPending}
        error={work.error}
        onConfirm={(reason) =>
          work.mutate(() => archiveFlag(project, flag.key, { isArchived: false, reason }), {
            onSuccess: () => setAsked(false),
          })
        }
      />
    </Notice>
  );
}

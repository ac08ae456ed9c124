"use client";
/** How far a graduated flag is: what the code keeps, who still asks, and when it goes by itself. */
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { graduateFlag } from "@/lib/flags/life/client";
import type { FlagView, Graduation } from "@/lib/flags/views";

type GraduationNoteProps = { project: string; view: FlagView; graduation: Graduation };

export function GraduationNote({ project, view, graduation }: GraduationNoteProps) {
  const work = useRolloutAct();
  const { flag, version, askers } = view;
  const inBulk = askers.some(({ isForAll }) => isForAll);
  return (
    <div className="flex flex-col gap-2">
      <Notice tone="info">
        <p>
          {`Graduated to “${graduation.keep}” by ${graduation.by} `}
          <Instant at={graduation.at} />
          {inBulk
            ? ". A program asks for all flags at once, which does not tell whether its code uses this one: archive it when the code is rid of it."
            : ". It is archived by itself when no program has asked for it for 7 days."}
        </p>
      </Notice>
      {work.error && <Notice tone="critical">{work.error.message}.</Notice>}
      <Can permission="flags:write" otherwise="hide">
        {(gate) => (
          <div>
            <Button
              size="s"
              isBusy={work.isPending}
              onClick={() =>
                work.mutate(() => graduateFlag(project, flag.key, { keep: null, was: version }))
              }
              {...gate}
            >
              Keep the flag after all
            </Button>
          </div>
        )}
      </Can>
    </div>
  );
}

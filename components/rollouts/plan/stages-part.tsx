"use client";
/** The stages of a plan, one below the other: how many get the canary, how long it bakes, and what lets it pass. */
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Group } from "@/components/ui/group";
import { DAY } from "@/lib/core/time";
import type { Stage } from "@/lib/rollouts/plan";
import { issueAt } from "./issue-at";
import type { PartProps } from "./part-props";
import { StageFields } from "./stage-fields";

const MOST = 20;

export function StagesPart({ plan, locks, error, onChange }: PartProps) {
  const { stages } = plan;
  const put = (next: readonly Stage[]) => onChange({ stages: [...next] });
  const wrong = issueAt(error, "stages");
  return (
    <Group
      title="Stages"
      says="Each has more weight than the one before. Lengths are written as 30m, 24h or 3d."
    >
      <ol className="flex flex-col gap-3">
        {stages.map((stage, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a stage is known by its place alone
            key={i}
          >
            <StageFields
              number={i + 1}
              stage={stage}
              why={i < locks.stagesBehind ? locks.behind : null}
              whyWeight={i === locks.stageNow ? locks.now : null}
              error={error}
              onChange={(change) =>
                put(stages.map((one, j) => (i === j ? { ...one, ...change } : one)))
              }
              onRemove={stages.length > 1 ? () => put(stages.filter((_, j) => j !== i)) : null}
            />
          </li>
        ))}
      </ol>
      {wrong !== undefined && <p className="text-12 text-critical-text">{wrong}</p>}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={stages.length >= MOST || (stages.at(-1)?.weight ?? 0) >= 100}
          onClick={() => put([...stages, nextOf(stages.at(-1))])}
        >
          Add a stage
        </Button>
      </div>
    </Group>
  );
}

/** Half of the way that is left, and everybody after half. */
function nextOf(last: Stage | undefined): Stage {
  const weight = last === undefined ? 10 : last.weight < 50 ? 50 : 100;
  return {
    ...{ name: "", weight, minBakeMs: DAY, maxBakeMs: 3 * DAY, needsApproval: false },
    ...{ passesBy: weight < 100 ? "evidence" : "time", notBefore: null },
  };
}

"use client";
/** The stages of a plan, one below the other: how many get the canary, how long it bakes, and what lets it pass. */
import { useQuery } from "@tanstack/react-query";
import { Group } from "@/components/ui/group";
import { trafficQuery } from "@/lib/rollouts/client";
import type { Stage } from "@/lib/rollouts/plan";
import { BakeWords } from "./bake-panel";
import { issueAt } from "./issue-at";
import type { PartProps } from "./part-props";
import { StageFields } from "./stage-fields";

const MOST = 20;

type StagesPartProps = PartProps & { project: string };

export function StagesPart({ project, plan, locks, error, onChange }: StagesPartProps) {
  const { stages } = plan;
  const { data: traffic } = useQuery(trafficQuery(project, plan.environment));
  const put = (next: readonly Stage[]) => onChange({ stages: [...next] });
  const changeAt = (at: number, change: Partial<Stage>) =>
    put(stages.map((one, i) => (i === at ? { ...one, ...change } : one)));
  const isBehind = (at: number) => at < locks.stagesBehind;
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
              why={isBehind(i) ? locks.behind : null}
              whyWeight={i === locks.stageNow ? locks.now : null}
              error={error}
              onChange={(change) => changeAt(i, change)}
              onRemove={stages.length > 1 ? () => put(stages.filter((_, j) => j !== i)) : null}
              onAdd={
                stage.weight < 100 && stages.length < MOST
                  ? () => put(stages.toSpliced(i + 1, 0, between(stage, stages[i + 1])))
                  : null
              }
            >
              {traffic && (
                <BakeWords
                  plan={plan}
                  stage={stage}
                  traffic={traffic}
                  onBake={isBehind(i) ? null : (change) => changeAt(i, change)}
                />
              )}
            </StageFields>
          </li>
        ))}
      </ol>
      {wrong !== undefined && <p className="text-12 text-critical-text">{wrong}</p>}
    </Group>
  );
}

/** Half of the way to the next, and everybody after half. */
function between({ weight: low, minBakeMs, maxBakeMs }: Stage, next: Stage | undefined): Stage {
  const high = next?.weight ?? (low < 50 ? 100 - low : 200 - low);
  const weight = Number(((low + high) / 2).toPrecision(3));
  return {
    ...{ name: "", weight, minBakeMs, maxBakeMs, needsApproval: false, notBefore: null },
    passesBy: weight < 100 ? "evidence" : "time",
  };
}

"use client";
/** What each stage of the plan can see and prove at this project's traffic, as it is written. */
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { share, spanWords } from "@/lib/core/format";
import { bakeOf, type NeededBake, neededBake, type Traffic } from "@/lib/rollouts/bake";
import { trafficQuery } from "@/lib/rollouts/client";
import type { Plan, Stage } from "@/lib/rollouts/plan";
import { percent, stageName } from "@/lib/rollouts/words";

type BakePanelProps = {
  project: string;
  plan: Plan;
  /** Stages behind a running rollout stay as they were. */
  stagesBehind: number;
  onBake: (stage: number, change: NeededBake["change"]) => void;
};

export function BakePanel({ project, plan, stagesBehind, onBake }: BakePanelProps) {
  const reading = useQuery(trafficQuery(project, plan.environment));
  return (
    <Panel
      title="Bake planner"
      question="What can each stage see and prove, at the traffic of the last day?"
      reading={reading}
      figure={figureOf}
      height="fit"
    >
      {(traffic) => (
        <div className="flex flex-col gap-3">
          <p className="text-12 text-muted">
            {`${share(traffic.badRatio)} of the requests in ${plan.environment} failed.`}
          </p>
          <ol className="flex flex-col gap-3">
            {plan.stages.map((stage, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a stage is known by its place alone
              <li key={i} className="flex flex-col gap-0.5 text-13">
                <p className="font-medium text-primary">{titleOf(stage, i)}</p>
                <BakeWords
                  plan={plan}
                  stage={stage}
                  traffic={traffic}
                  onBake={i < stagesBehind ? null : (change) => onBake(i, change)}
                />
              </li>
            ))}
          </ol>
        </div>
      )}
    </Panel>
  );
}

const figureOf = ({ perMinute }: Traffic): string =>
  perMinute === 0 ? "no traffic" : `${Number(perMinute.toPrecision(3))} a minute`;

function titleOf(stage: Stage, i: number): string {
  const name = stageName(stage);
  const weight = percent(stage.weight);
  return `Stage ${i + 1} · ${name === weight ? name : `${weight} · ${name}`}`;
}

type BakeWordsProps = {
  plan: Plan;
  stage: Stage;
  traffic: Traffic;
  /** Null: it cannot change any more. */
  onBake: ((change: NeededBake["change"]) => void) | null;
};

/** One stage's share of it. */
export function BakeWords({ plan, stage, traffic, onBake }: BakeWordsProps) {
  const { bake, warning } = bakeOf(plan, stage, traffic);
  const needed = onBake && neededBake(plan, stage, traffic);
  return (
    <>
      <p className="text-12 text-secondary">
        {`${bake ?? "One arm only: there is nothing to compare. Limits are watched, and time lets it pass"}.`}
      </p>
      {warning !== null && (
        <p className="flex items-start gap-1.5 text-12 text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {`${warning}.`}
        </p>
      )}
      {needed && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1 text-12 text-muted">
          <Button size="s" onClick={() => onBake(needed.change)}>
            {`Bake ${needed.words}`}
          </Button>
          {needed.raisesMaximum
            ? `Raises the minimum bake from ${spanWords(stage.minBakeMs)}, and the maximum from ${spanWords(stage.maxBakeMs)}.`
            : `Raises the minimum bake from ${spanWords(stage.minBakeMs)}.`}
        </p>
      )}
    </>
  );
}

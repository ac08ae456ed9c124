"use client";
/** The ladder of stages: what is behind, how long the present one has still to bake, what the next can see. */
import { Circle, CircleCheck, CircleDot, CircleX, type LucideIcon } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { duration, spanWords } from "@/lib/core/format";
import type { RolloutDetail, StageView } from "@/lib/rollouts/views";
import { percent } from "@/lib/rollouts/words";

export function LadderPanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="Stages"
      question="Where is it, and how long does it take?"
      reading={reading}
      figure={({ rollout, stages }) =>
        rollout.phase === "RUNNING"
          ? `stage ${rollout.stage + 1} of ${stages.length}`
          : `${stages.length} ${stages.length === 1 ? "stage" : "stages"}`
      }
      height="fit"
    >
      {({ stages }) => (
        <ol className="flex flex-col gap-3">
          {stages.map((stage) => (
            <Rung key={stage.weight} stage={stage} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

const LOOKS: Readonly<Record<StageView["standing"], readonly [LucideIcon, string, string]>> = {
  done: [CircleCheck, "text-ok-text", "done"],
  now: [CircleDot, "text-info-text", "now"],
  ahead: [Circle, "text-muted", "ahead"],
  left: [CircleX, "text-critical-text", "left"],
};

function Rung({ stage }: { stage: StageView }) {
  const [Icon, look, word] = LOOKS[stage.standing];
  const { name, weight, minBakeMs, maxBakeMs, leftMs } = stage;
  const isLong = maxBakeMs > minBakeMs;
  const title = name === percent(weight) ? name : `${percent(weight)} · ${name}`;
  return (
    <li className="flex gap-2 text-13">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look}`} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-primary">
          <span className={stage.standing === "now" ? "font-semibold" : "font-medium"}>
            {title}
            <span className="sr-only">{`, ${word}`}</span>
          </span>
          <span className="text-12 text-secondary tabular-nums">
            {leftMs !== null
              ? leftMs === 0
                ? "baked"
                : `${duration(leftMs)} left`
              : minBakeMs > 0
                ? spanWords(minBakeMs)
                : "no bake"}
          </span>
        </p>
        {leftMs !== null && minBakeMs > 0 && <Baked done={1 - leftMs / minBakeMs} />}
        <p className="text-12 text-muted">
          {stage.passesBy === "evidence"
            ? "Passes on evidence"
            : "Passes on time, unless a gate objects"}
          {isLong && `; people are asked after ${spanWords(maxBakeMs)}`}
          {stage.needsApproval && "; needs approval"}
        </p>
        {stage.standing !== "done" && <Forecast stage={stage} />}
      </div>
    </li>
  );
}

function Forecast({ stage: { bake, warning } }: { stage: StageView }) {
  return (
    <>
      {bake !== null && <p className="pt-0.5 text-12 text-secondary">{`${bake}.`}</p>}
      {warning !== null && <p className="text-12 text-warning-text">{`${warning}.`}</p>}
    </>
  );
}

function Baked({ done }: { done: number }) {
  const whole = Math.round(Math.min(1, Math.max(0, done)) * 100);
  return (
    <div
      role="progressbar"
      aria-label="Baked"
      aria-valuenow={whole}
      aria-valuemin={0}
      aria-valuemax={100}
      className="my-1 h-1.5 overflow-hidden rounded-control bg-hover"
    >
      <div className="h-full bg-accent" style={{ width: `${whole}%` }} />
    </div>
  );
}

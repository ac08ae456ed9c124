"use client";
/** What each stage of the plan can see and prove at this project's traffic, as it is written. */
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import { share } from "@/lib/core/format";
import { bakeOf, type Traffic } from "@/lib/rollouts/bake";
import { trafficQuery } from "@/lib/rollouts/client";
import type { Plan, Stage } from "@/lib/rollouts/plan";
import { percent, stageName } from "@/lib/rollouts/words";

export function BakePanel({ project, plan }: { project: string; plan: Plan }) {
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
              <Said key={i} number={i + 1} plan={plan} stage={stage} traffic={traffic} />
            ))}
          </ol>
        </div>
      )}
    </Panel>
  );
}

const figureOf = ({ perMinute }: Traffic): string =>
  perMinute === 0 ? "no traffic" : `${Number(perMinute.toPrecision(3))} a minute`;

type SaidProps = { number: number; plan: Plan; stage: Stage; traffic: Traffic };

function Said({ number, plan, stage, traffic }: SaidProps) {
  const name = stageName(stage);
  const title = name === percent(stage.weight) ? name : `${percent(stage.weight)} · ${name}`;
  return (
    <li className="flex flex-col gap-0.5 text-13">
      <p className="font-medium text-primary">{`Stage ${number} · ${title}`}</p>
      <BakeWords plan={plan} stage={stage} traffic={traffic} />
    </li>
  );
}

/** One stage's share of it. */
export function BakeWords({ plan, stage, traffic }: Omit<SaidProps, "number">) {
  const { bake, warning } = bakeOf(plan, stage, traffic);
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
    </>
  );
}

"use client";
/** A plan being written, as a form or as JSON; beside it what its stages can see and prove. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { rolloutsQuery } from "@/lib/rollouts/client";
import type { Locks } from "@/lib/rollouts/locks";
import type { Plan } from "@/lib/rollouts/plan";
import { BakePanel } from "./bake-panel";
import { GatesPart } from "./gates-part";
import { JsonView } from "./json-view";
import { NamesPart } from "./names-part";
import { PromisePart } from "./promise-part";
import { StagesPart } from "./stages-part";
import { StartPart } from "./start-part";
import { TrialPanel } from "./trial-panel";

type PlanEditorProps = {
  project: string;
  plan: Plan;
  setPlan: (next: (plan: Plan) => Plan) => void;
  locks: Locks;
  error: Error | null;
  onSave: () => void;
  /** Where the plan began: another one is written anew, also as JSON. */
  origin?: string;
  /** Where it begins, above the form. */
  lead?: ReactNode;
  /** The button, and what went wrong. */
  foot: ReactNode;
};

const VIEWS = [
  { value: "form", label: "Form" },
  { value: "json", label: "JSON" },
] as const;

export function PlanEditor(props: PlanEditorProps) {
  const { project, plan, setPlan, locks, error, onSave, origin, lead, foot } = props;
  const [view, setView] = useState<"form" | "json">("form");
  const { data } = useQuery(rolloutsQuery(project, false));
  const part = {
    ...{ plan, locks, error },
    onChange: (change: Partial<Plan>) => setPlan((now) => ({ ...now, ...change })),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <div className="grid min-w-0 grid-cols-1 items-start gap-3 md:gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <form onSubmit={submit} aria-label="Plan" className="flex min-w-0 flex-col gap-3 md:gap-4">
        {lead}
        <div>
          <Segmented label="Written as" value={view} options={VIEWS} onChange={setView} />
        </div>
        {view === "json" ? (
          <JsonView key={origin} plan={plan} onReplace={(next) => setPlan(() => next)} />
        ) : (
          <>
            <NamesPart {...part} flags={data?.flags ?? []} />
            <StagesPart {...part} project={project} />
            <GatesPart {...part} />
            <PromisePart {...part} />
            <StartPart {...part} />
          </>
        )}
        {foot}
      </form>
      <div className="flex min-w-0 flex-col gap-3 md:gap-4 xl:sticky xl:top-4">
        <div className="max-xl:hidden">
          <BakePanel
            project={project}
            plan={plan}
            stagesBehind={locks.stagesBehind}
            onBake={(at, change) =>
              setPlan((now) => ({
                ...now,
                stages: now.stages.map((one, i) => (i === at ? { ...one, ...change } : one)),
              }))
            }
          />
        </div>
        <TrialPanel project={project} plan={plan} />
      </div>
    </div>
  );
}

"use client";
/** Ticks on the steps of a runbook: an incident's, which everybody sees, or without one this browser's own. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import type { Step } from "@/lib/browser/ticks";
import { alertIncidentQuery, INCIDENTS_KEY, markStep, stepsQuery } from "@/lib/incidents/client";
import type { StepsView, StepView } from "@/lib/incidents/views";
import { ticksName } from "@/lib/runbooks/alert-values";
import type { Ticks } from "./setting";
import { StepNote } from "./step-note";
import { useTicks } from "./use-ticks";

type Place = {
  readonly project: string;
  readonly slug: string;
  readonly alertId?: string | null;
  readonly incidentId?: string | null;
};

type SharedTicks = {
  readonly ticks: Ticks;
  readonly clear: (() => void) | undefined;
  /** Says whose ticks they are. */
  readonly standing: ReactNode;
  readonly incident: StepsView["incident"] | undefined;
  readonly isKnown: boolean;
};

export function useSharedTicks({ project, slug, alertId, incidentId }: Place): SharedTicks {
  const { live } = useAsk();
  const isAsked = !incidentId && Boolean(alertId);
  const of = useQuery({
    ...alertIncidentQuery(project, alertId ?? "", live),
    enabled: isAsked,
  });
  const id = incidentId ?? of.data?.incident?.id ?? null;
  const reading = useQuery({ ...stepsQuery(project, id ?? "", slug, live), enabled: id !== null });
  const local = useTicks(ticksName(project, slug, alertId ?? null));
  const shared = useIncidentTicks({ project, slug, view: reading.data });
  // What somebody ticked for themselves, without an alert, is not part of any response.
  useBringIn(Boolean(alertId) && shared !== null, { project, id, slug, local });
  const isKnown = id === null ? !isAsked || of.isFetched : reading.isFetched;
  if (!shared || !reading.data)
    return { ticks: local, clear: local.clear, standing: null, incident: undefined, isKnown };
  const { incident } = reading.data;
  return {
    ...{ ticks: shared.ticks, clear: undefined, incident, isKnown },
    standing: <Standing incident={incident} problem={shared.problem} />,
  };
}

type Brought = {
  readonly project: string;
  readonly id: string | null;
  readonly slug: string;
  readonly local: ReturnType<typeof useTicks>;
};

/** What was ticked for the alert before there was an incident was done all the same. Forgotten here once it is kept there. */
function useBringIn(isShared: boolean, { project, id, slug, local }: Brought): void {
  const may = useMay("incidents:write") === true;
  const cache = useQueryClient();
  const { steps, clear } = local;
  const { mutate, status } = useMutation({
    mutationFn: async (incident: string) => {
      for (const { step, text } of steps)
        await markStep(project, { id: incident, runbook: slug, step }, { text, isDone: true });
    },
    onSuccess: clear,
    onSettled: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
  const isDue = isShared && may && id !== null && steps.length > 0 && status === "idle";
  useEffect(() => {
    if (isDue) mutate(id);
  }, [isDue, mutate, id]);
}

type Shown = Pick<Place, "project" | "slug"> & { readonly view: StepsView | undefined };

/** A tick is there at once, and gone again when it was refused. */
function useIncidentTicks({ project, slug, view }: Shown) {
  const cache = useQueryClient();
  const may = useMay("incidents:write") === true;
  const key = stepsQuery(project, view?.incident.id ?? "", slug).queryKey;
  const { mutate, error } = useMutation({
    mutationFn: ({ step, text, isDone }: Step & { isDone: boolean }) =>
      markStep(project, { id: view?.incident.id ?? "", runbook: slug, step }, { text, isDone }),
    onMutate: async ({ isDone, ...step }) => {
      await cache.cancelQueries({ queryKey: key });
      cache.setQueryData(key, (was) => was && withTick(was, step, isDone));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
  return useMemo(() => {
    if (!view) return null;
    const byStep = new Map(view.steps.map((one) => [one.step, one]));
    const ticks: Ticks = {
      count: view.steps.filter(({ done }) => done).length,
      isTicked: ({ step, text }) => {
        const known = byStep.get(step);
        return Boolean(known?.done) && known?.text === text;
      },
      onTick: may ? (step, isDone) => mutate({ ...step, isDone }) : undefined,
      note: (step) => (
        <StepNote
          place={{ project, id: view.incident.id, runbook: slug }}
          step={step}
          known={knownOf(byStep.get(step.step), step.text)}
          people={view.people}
          may={may}
        />
      ),
    };
    return { ticks, problem: error?.message };
  }, [view, may, mutate, error, project, slug]);
}

const NEW = { owner: null, comments: [] } as const;

function withTick(view: StepsView, { step, text }: Step, isDone: boolean): StepsView {
  const others = view.steps.filter((one) => one.step !== step);
  const known = knownOf(
    view.steps.find((one) => one.step === step),
    text,
  );
  const done = isDone ? { at: new Date().toISOString(), by: "you" } : null;
  return { ...view, steps: [...others, { ...NEW, ...known, step, text, done }] };
}

/** A runbook that was written anew may ask for something else at the same place. */
const knownOf = (known: StepView | undefined, text: string): StepView | undefined =>
  known?.text === text ? known : undefined;

type StandingProps = { incident: StepsView["incident"]; problem: string | undefined };

function Standing({ incident: { id, number, title, isDrill }, problem }: StandingProps) {
  return (
    <>
      <Notice tone="info">
        {isDrill ? "DRILL: the" : "The"} steps ticked here are those of{" "}
        <KeptLink href={`/incidents/${id}`}>{`incident ${number} ${title}`}</KeptLink>: everybody in
        it sees them, and its timeline notes them.
      </Notice>
      {problem && <Notice tone="critical">{problem}.</Notice>}
    </>
  );
}

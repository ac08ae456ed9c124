"use client";
/** A plan being changed and the rollout as it was read: it follows what happens until the two would collide. */
import { useState } from "react";
import { sameJson } from "@/lib/core/same";
import { rebased } from "@/lib/rollouts/draft";
import type { Plan } from "@/lib/rollouts/plan";
import type { RolloutDetail } from "@/lib/rollouts/views";

type Held = Pick<RolloutDetail, "plan" | "revision" | "planVersion" | "state">;

type PlanDraft = {
  readonly plan: Plan;
  readonly setPlan: (next: (plan: Plan) => Plan) => void;
  /** What the draft is compared with, and what is locked in it. */
  readonly held: Held;
  readonly isChanged: boolean;
  /** Somebody, or the machine, has moved it since. */
  readonly isBehind: boolean;
  /** What is typed stays, on top of how it stands now. */
  readonly keepMine: () => void;
  readonly loadTheirs: () => void;
};

export function usePlanDraft(theirs: Held): PlanDraft {
  const [held, setHeld] = useState(theirs);
  const [plan, setPlan] = useState(theirs.plan);
  const isChanged = !sameJson(plan, held.plan);
  const isBehind = theirs.revision !== held.revision;
  const loadTheirs = () => {
    setHeld(theirs);
    setPlan(theirs.plan);
  };
  const keepMine = () => {
    setPlan(rebased(held.plan, plan, theirs.plan));
    setHeld(theirs);
  };
  // Nothing typed here is lost: it is untouched, or the same was saved.
  if (isBehind && (!isChanged || sameJson(plan, theirs.plan))) loadTheirs();
  return { plan, setPlan, held, isChanged, isBehind, keepMine, loadTheirs };
}

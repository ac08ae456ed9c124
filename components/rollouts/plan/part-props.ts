/** What every part of the plan editor is handed. */
import type { Locks } from "@/lib/rollouts/locks";
import type { Plan } from "@/lib/rollouts/plan";

export type PartProps = {
  plan: Plan;
  locks: Locks;
  /** What the server said about the last attempt to save. */
  error: Error | null;
  onChange: (change: Partial<Plan>) => void;
};

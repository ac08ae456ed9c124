/** How a rollout stands: in words and an icon, never in colour alone. */
import { Badge, type Tone } from "@/components/ui/badge";
import type { RolloutRow } from "@/lib/rollouts/views";

const PHASES: Readonly<Record<RolloutRow["phase"], readonly [Tone, string]>> = {
  DRAFT: ["unknown", "Draft"],
  PENDING_APPROVAL: ["warning", "Waits for approval"],
  SCHEDULED: ["info", "Scheduled"],
  RUNNING: ["info", "Baking"],
  COMPLETED: ["ok", "Complete"],
  ROLLED_BACK: ["critical", "Rolled back"],
  ABORTED: ["unknown", "Aborted"],
};

const STEPS: Readonly<Record<NonNullable<RolloutRow["step"]>, readonly [Tone, string]>> = {
  BAKING: ["info", "Baking"],
  INCONCLUSIVE: ["warning", "Inconclusive"],
  AWAITING_APPROVAL: ["warning", "Waits for approval"],
  PASSED: ["ok", "Passed"],
  PAUSED: ["warning", "Paused"],
};

type StandingProps = { rollout: Pick<RolloutRow, "phase" | "step">; bare?: boolean };

export function StandingBadge({ rollout: { phase, step }, bare = false }: StandingProps) {
  const [tone, words] = step === null ? PHASES[phase] : STEPS[step];
  return (
    <Badge tone={tone} bare={bare}>
      {words}
    </Badge>
  );
}

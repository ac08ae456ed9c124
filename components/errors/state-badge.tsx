/** The state of a group, in a word and an icon. */
import { Badge, type Tone } from "@/components/ui/badge";
import type { ErrorState } from "@/lib/errors/schema";

export const STATE_WORDS: Record<ErrorState, string> = {
  open: "Open",
  regressed: "Regressed",
  resolved: "Resolved",
};

const TONES: Record<ErrorState, Tone> = { open: "warning", regressed: "critical", resolved: "ok" };

export function StateBadge({ state, bare = false }: { state: ErrorState; bare?: boolean }) {
  return (
    <Badge tone={TONES[state]} bare={bare}>
      {STATE_WORDS[state]}
    </Badge>
  );
}

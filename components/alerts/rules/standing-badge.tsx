/** How a rule stands, in a word and an icon. */
import { Badge, type Tone } from "@/components/ui/badge";
import type { Standing, StandingWord } from "@/lib/alerts/rules/standing";

export const STANDINGS: Readonly<
  Record<StandingWord, { readonly label: string; readonly tone: Tone }>
> = {
  firing: { label: "Firing", tone: "critical" },
  error: { label: "Cannot be evaluated", tone: "warning" },
  noData: { label: "No data", tone: "unknown" },
  pending: { label: "Pending", tone: "warning" },
  ok: { label: "OK", tone: "ok" },
  waiting: { label: "Not evaluated yet", tone: "info" },
  off: { label: "Off", tone: "unknown" },
};

export function StandingBadge({ standing }: { standing: Standing }) {
  const { label, tone } = STANDINGS[standing.word];
  return (
    <span className="inline-flex flex-wrap gap-1" title={detailOf(standing)}>
      <Badge tone={tone}>{`${label}${countOf(standing)}`}</Badge>
      {standing.flapping > 0 && <Badge tone="warning">Flapping</Badge>}
      {standing.refused > 0 && <Badge tone="warning">{`${standing.refused} too many`}</Badge>}
    </span>
  );
}

function countOf({ word, firing, pending }: Standing): string {
  const many = word === "firing" ? firing : word === "pending" ? pending : 0;
  return many > 1 ? ` ×${many}` : "";
}

/** "2 firing, 1 pending, 14 ok". */
export function detailOf({ firing, pending, noData, ok, failure }: Standing): string {
  if (failure) return failure.message;
  const parts = [
    firing > 0 && `${firing} firing`,
    pending > 0 && `${pending} pending`,
    noData > 0 && `${noData} without data`,
    ok !== null && `${ok} ok`,
  ].filter((part) => part !== false);
  return parts.join(", ");
}

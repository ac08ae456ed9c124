/** How bad an incident is, how it stands, and whether it is a drill: in words and an icon, never in colour alone. */
import { Badge, type Tone } from "@/components/ui/badge";
import type { Severity } from "@/lib/alerts/schema";
import { STATUS_WORDS, type Status } from "@/lib/incidents/schema";

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
};

const SEVERITY_TONES: Record<Severity, Tone> = {
  critical: "critical",
  high: "warning",
  medium: "info",
  low: "unknown",
};

const STATUS_TONES: Record<Status, Tone> = {
  investigating: "critical",
  identified: "warning",
  monitoring: "info",
  resolved: "ok",
};

type Stands = { readonly severity: Severity; readonly status: Status; readonly isDrill: boolean };

export function StandingBadges({ incident, bare = false }: { incident: Stands; bare?: boolean }) {
  const { severity, status, isDrill } = incident;
  return (
    <>
      {isDrill && <DrillMark />}
      <Badge tone={SEVERITY_TONES[severity]} bare={bare}>
        {SEVERITY_WORDS[severity]}
      </Badge>
      <Badge tone={STATUS_TONES[status]} bare={bare}>
        {STATUS_WORDS[status]}
      </Badge>
    </>
  );
}

export function StatusBadge({ status }: { status: Status }) {
  return (
    <Badge tone={STATUS_TONES[status]} bare>
      {STATUS_WORDS[status]}
    </Badge>
  );
}

/** On every screen that shows one: nobody must take it for real. */
export function DrillMark() {
  return (
    <span className="inline-flex items-center rounded-control border border-info-text px-1.5 font-semibold text-12 text-info-text">
      DRILL
    </span>
  );
}

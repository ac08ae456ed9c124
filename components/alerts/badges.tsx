/** How bad an alert is and how it stands: in words and an icon, never in colour alone. */
import { Badge, Tag, type Tone } from "@/components/ui/badge";
import type { Severity } from "@/lib/alerts/schema";
import type { AlertView, Standing } from "@/lib/alerts/views";

/** The four of them look different, whatever the words. */
const SEVERITY_TONES: Record<Severity, Tone> = {
  critical: "critical",
  high: "warning",
  medium: "info",
  low: "unknown",
};

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
};

export function SeverityBadge({ severity, bare = false }: { severity: Severity; bare?: boolean }) {
  return (
    <Badge tone={SEVERITY_TONES[severity]} bare={bare}>
      {SEVERITY_WORDS[severity]}
    </Badge>
  );
}

const STANDING_WORDS: Record<Standing, string> = {
  firing: "Firing",
  recovering: "Recovering",
  unreadable: "Firing, rule cannot be evaluated",
  silent: "Firing, no data",
  noData: "No data",
  failing: "Rule cannot be evaluated",
  capped: "Too many alerts for its rule",
  resolved: "Resolved",
};

const STANDING_TONES: Record<Standing, Tone> = {
  firing: "critical",
  recovering: "warning",
  unreadable: "unknown",
  silent: "unknown",
  noData: "unknown",
  failing: "unknown",
  capped: "warning",
  resolved: "ok",
};

type Stands = Pick<AlertView, "standing" | "isFlapping" | "mark">;

/** `firing` says nothing new in a list of what fires. */
export function StandingBadges({ alert, inFiring = false }: { alert: Stands; inFiring?: boolean }) {
  const { standing, isFlapping, mark } = alert;
  const isPlain = standing === "firing" && (inFiring || isFlapping);
  return (
    <>
      {!isPlain && (
        <Badge tone={STANDING_TONES[standing]} bare={inFiring}>
          {STANDING_WORDS[standing]}
        </Badge>
      )}
      {isFlapping && standing !== "resolved" && (
        <Badge tone="warning" bare={inFiring}>
          Flapping
        </Badge>
      )}
      {mark && <Tag>{mark === "test" ? "Test" : "Drill"}</Tag>}
    </>
  );
}

export function AnswerWords({
  alert: { acknowledged },
}: {
  alert: Pick<AlertView, "acknowledged">;
}) {
  if (!acknowledged) return <span className="text-secondary">Nobody has answered</span>;
  return <Badge tone="ok" bare>{`${acknowledged.by} is on it`}</Badge>;
}

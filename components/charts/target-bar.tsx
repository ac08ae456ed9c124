/** One share on a line from 0 to its limit, with the target marked: a gauge that takes no more room than a word. */
import type { Tone } from "@/components/ui/badge";

type TargetBarProps = {
  label: string;
  /** 0 to 1 of the whole. */
  share: number;
  /** 0 to 1; a tick on the bar. */
  target?: number;
  tone: Tone;
};

const FILL: Record<Tone, string> = {
  ok: "bg-ok-solid",
  info: "bg-info-solid",
  warning: "bg-warning-solid",
  critical: "bg-critical-solid",
  unknown: "bg-unknown-solid",
};

const percent = (share: number): string => `${100 * Math.min(1, Math.max(0, share))}%`;

export function TargetBar({ label, share, target, tone }: TargetBarProps) {
  return (
    <div
      role="img"
      aria-label={`${label}: ${Math.round(100 * share)} %`}
      className="relative h-2 w-full rounded-full bg-hover"
    >
      <div className={`h-full rounded-full ${FILL[tone]}`} style={{ width: percent(share) }} />
      {target !== undefined && (
        <div
          aria-hidden
          className="absolute -top-0.5 -bottom-0.5 w-0.5 bg-text"
          style={{ left: percent(target) }}
        />
      )}
    </div>
  );
}

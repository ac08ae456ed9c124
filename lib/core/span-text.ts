/** Durations as rule files write them: `1h30m`, `90s`, `0`. */
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";

const UNITS = [
  ["y", 365 * DAY],
  ["w", 7 * DAY],
  ["d", DAY],
  ["h", HOUR],
  ["m", MINUTE],
  ["s", SECOND],
  ["ms", 1],
] as const;

const WRITTEN = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Null for what is not a duration: units go from large to small, each at most once. */
export function durationMs(text: string): number | null {
  if (text === "0") return 0;
  const parts = text === "" ? null : WRITTEN.exec(text);
  if (!parts) return null;
  return UNITS.reduce((total, [, unitMs], i) => total + Number(parts[i + 1] ?? 0) * unitMs, 0);
}

/** The same duration, written with the fewest parts; weeks and years are left as days, as people count them. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = "";
  for (const [unit, unitMs] of UNITS.slice(2)) {
    const whole = Math.floor(rest / unitMs);
    rest -= whole * unitMs;
    if (whole > 0) text += `${whole}${unit}`;
  }
  return text || "0s";
}

"use client";
/** An instant: relative near now, absolute otherwise, with date, seconds and zone on hover. */
import { ago, clock, day, instant } from "@/lib/core/clock";
import { useNow } from "./use-now";
import { readerZone } from "./zone";

type InstantProps = {
  at: string | Date;
  /** `exact` writes the date and the time; the default writes "3 min ago" within a month. */
  style?: "relative" | "exact";
};

export function Instant({ at, style = "relative" }: InstantProps) {
  const now = useNow();
  const date = typeof at === "string" ? new Date(at) : at;
  const iso = date.toISOString();
  return (
    <time
      dateTime={iso}
      title={now === null ? iso : instant(date, readerZone())}
      className="whitespace-nowrap tabular-nums"
    >
      {wordsFor(date, now, style)}
    </time>
  );
}

/** The server does not know the reader's zone, so it writes UTC until the browser takes over. */
function wordsFor(at: Date, now: number | null, style: "relative" | "exact"): string {
  if (now === null) return `${day(at, "UTC")} ${clock(at, "UTC")} UTC`;
  const zone = readerZone();
  return style === "exact" ? `${day(at, zone)} ${clock(at, zone)}` : ago(at, new Date(now), zone);
}

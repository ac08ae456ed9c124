"use client";
/** Whether the page follows new data, and how old the newest is; a press pauses it. */
import { Pause } from "lucide-react";
import { useNow } from "@/components/ui/use-now";
import { readerZone } from "@/components/ui/zone";
import { ago } from "@/lib/core/clock";
import { MINUTE } from "@/lib/core/time";
import { useAsk } from "./use-ask";
import { useConsole } from "./use-console";

export function LiveDot() {
  const { live, ask, setAsk } = useAsk();
  const now = useNow();
  const newest = useConsole().data?.newestEventAt ?? null;
  const age =
    newest === null || now === null ? null : ago(new Date(newest), new Date(now), readerZone());
  const isFresh = newest !== null && now !== null && now - Date.parse(newest) <= MINUTE;
  const follows = live && ask.to === undefined;
  const title = follows ? "Following new data; press to pause (l)" : "Paused; press to follow (l)";
  return (
    <button
      type="button"
      aria-pressed={follows}
      title={ask.to === undefined ? title : "A fixed range does not follow new data"}
      onClick={() => setAsk(ask.to === undefined ? { live: !live } : { range: "24h", live: true })}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 text-12 text-secondary hover:bg-hover hover:text-primary max-md:h-9"
    >
      {follows ? (
        <span
          aria-hidden
          className={`size-2 rounded-full ${isFresh ? "bg-ok-solid" : "bg-warning-solid"}`}
        />
      ) : (
        <Pause aria-hidden className="size-3" />
      )}
      {follows ? "Live" : "Paused"}
      {age !== null && <span className="text-muted tabular-nums max-md:hidden">{age}</span>}
    </button>
  );
}

"use client";
/** Whether a channel works, as a badge. */
import { Badge, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { ChannelHealth, ChannelView } from "@/lib/notify/settings/schema";

const LOOKS: Readonly<Record<ChannelHealth, readonly [tone: Tone, word: string]>> = {
  working: ["ok", "Working"],
  broken: ["critical", "Broken"],
  never: ["unknown", "Never tried"],
  off: ["unknown", "Switched off"],
};

export function ChannelState({ channel }: { channel: ChannelView }) {
  const [tone, word] = LOOKS[channel.health];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone={tone}>{word}</Badge>
      {channel.health === "broken" && channel.brokenSince && (
        <span className="text-12 text-secondary" title={channel.brokenReason ?? undefined}>
          since <Instant at={channel.brokenSince} />
        </span>
      )}
    </span>
  );
}

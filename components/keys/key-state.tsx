"use client";
/** Whether a key works, as a badge. */
import { Badge, type Tone } from "@/components/ui/badge";
import { useNow } from "@/components/ui/use-now";
import type { KeyView } from "@/lib/keys/schema";
import { type KeyState, stateOf } from "@/lib/keys/state";

const TONES: Record<KeyState["word"], Tone> = {
  Live: "ok",
  Ending: "warning",
  Expired: "warning",
  Revoked: "unknown",
};

export function KeyStateBadge({ apiKey }: { apiKey: KeyView }) {
  const { word } = stateOf(apiKey, useNow() ?? 0);
  return <Badge tone={TONES[word]}>{word}</Badge>;
}

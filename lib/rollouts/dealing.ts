/** Which first meetings tell how the split deals, and the share that it had then. */
import { MINUTE } from "@/lib/core/time";
import type { Exposed } from "./gathering";

/** The canary's part from an instant on, 0..1; null where it cannot be told. In the order of time. */
export type Dealt = { readonly at: number; readonly share: number | null };

/** A split that has just changed is not what clients still hold. */
export const SETTLING_MS = MINUTE;

/** Null while it changes, and where it cannot be told. */
export function shareAt(dealt: readonly Dealt[], minute: number): number | null {
  const before = dealt.findLast(({ at }) => at <= minute - SETTLING_MS);
  const since = dealt.filter(({ at }) => at > minute - SETTLING_MS && at < minute + MINUTE);
  const all = [...(before ? [before] : []), ...since];
  const [first] = all;
  return first && all.every(({ share }) => share === first.share) ? first.share : null;
}

/** Units met in a minute, dealt in the same or in one before: pinned then, or late with the news of it. */
export type Met = {
  readonly minute: Date;
  readonly dealtAt: Date;
  readonly canary: number;
  readonly control: number;
};

/**
 * A unit's arm says what the share was when it was dealt, not when it was met: one that was dealt in
 * another minute, before the share changed, is left out, whichever arm it has.
 */
export function dealtNow(
  met: readonly Met[],
  dealt: readonly Dealt[],
): Omit<Exposed & { readonly minute: Date }, "share">[] {
  const minutes = new Map<number, { minute: Date; canary: number; control: number }>();
  for (const { minute, dealtAt, canary, control } of met) {
    const at = minute.getTime();
    const isOlder = dealtAt.getTime() < at && dealtAt.getTime() < dealtSince(dealt, at);
    if (dealtAt.getTime() > at || isOlder) continue;
    const known = minutes.get(at) ?? { minute, canary: 0, control: 0 };
    minutes.set(at, {
      ...{ minute, canary: known.canary + canary, control: known.control + control },
    });
  }
  return [...minutes.values()];
}

/** Since when the share of that minute is in every process. */
function dealtSince(dealt: readonly Dealt[], minute: number): number {
  const last = dealt.findLastIndex(({ at }) => at <= minute);
  const other = dealt.findLastIndex(({ share }, i) => i < last && share !== dealt[last]?.share);
  const begun = dealt[other + 1];
  return begun === undefined ? Number.POSITIVE_INFINITY : begun.at + SETTLING_MS;
}

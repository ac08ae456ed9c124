/** What state an API key is in, in one word and at one instant. */
import type { KeyView } from "./schema";

export type KeyState = {
  readonly word: "Live" | "Ending" | "Expired" | "Revoked";
  readonly isUsable: boolean;
};

type Lived = Pick<KeyView, "expiresAt" | "revokedAt" | "replacedBy">;

/** `now` in epoch milliseconds; 0, where it is not known yet, takes nothing for over. */
export function stateOf({ expiresAt, revokedAt, replacedBy }: Lived, now: number): KeyState {
  if (revokedAt !== null) return { word: "Revoked", isUsable: false };
  if (expiresAt !== null && Date.parse(expiresAt) <= now)
    return { word: "Expired", isUsable: false };
  return { word: replacedBy === null ? "Live" : "Ending", isUsable: true };
}

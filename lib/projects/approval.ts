/** Where an act that needs a second person stands, and who may be that person. */
import { PROJECT_PERMISSIONS, type ProjectPermission } from "@/lib/core/roles";

/** `waiting` for a decision; `approved` and not carried out yet; `used`: carried out. */
export type ApprovalState = "waiting" | "approved" | "refused" | "expired" | "used";

type Decided = {
  readonly isApproved: boolean | null;
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
};

export function stateOf({ isApproved, usedAt, expiresAt }: Decided, now: Date): ApprovalState {
  if (usedAt) return "used";
  if (isApproved === false) return "refused";
  if (expiresAt <= now) return "expired";
  return isApproved ? "approved" : "waiting";
}

type Asked = {
  readonly requestedById: string;
  readonly permission: string;
};

/** Who decides: a person, the keys that they made, and the words that they hold in the project. */
export type Decider = {
  readonly id: string;
  readonly keys: ReadonlySet<string>;
  /** Keys of which nobody knows who made them. */
  readonly strays: ReadonlySet<string>;
  readonly isOwner: boolean;
  readonly words: readonly ProjectPermission[];
};

/** Why somebody may not decide; null if they may. Whoever made a key has asked for what the key asks for. */
export function barTo(decider: Decider, { requestedById, permission }: Asked): string | null {
  if (requestedById === decider.id) return "You asked for it: somebody else has to decide";
  if (decider.keys.has(requestedById)) {
    return "A key that you made asked for it: somebody else has to decide";
  }
  if (decider.strays.has(requestedById) && !decider.isOwner) {
    return "Nobody knows who made the key that asked for it: an owner has to decide";
  }
  const words: readonly string[] = decider.words;
  if (!words.includes("approvals:decide")) return "Your role may not decide about approvals";
  if (words.includes(permission)) return null;
  const says = PROJECT_PERMISSIONS[permission as ProjectPermission]?.says ?? "do it";
  return `Who decides must be allowed to do it: your role may not ${says}`;
}

/** Single-use links: how they look, how long they are good for, and what is said when they are not. */
import { DAY, HOUR } from "@/lib/core/time";

export const TOKEN_BYTES = 32;

type Kind = {
  /** The page that reads the token. */
  readonly path: `/${string}`;
  readonly goodForMs: number;
  /** How to come by another, completing a sentence. */
  readonly another: string;
};

export const LINKS = {
  invitation: {
    path: "/invitation",
    goodForMs: 7 * DAY,
    another: "ask who invited you for a new one",
  },
  "password-reset": {
    path: "/reset",
    goodForMs: HOUR,
    another: "ask for a new one on the sign-in page",
  },
} as const satisfies Record<string, Kind>;
export type LinkKind = keyof typeof LINKS;

type Times = {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
};
export type LinkState = "live" | "used" | "revoked" | "expired";

/** What a person did to it is told before what time did. */
export function stateOf({ expiresAt, usedAt, revokedAt }: Times, now: Date): LinkState {
  if (usedAt) return "used";
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "expired" : "live";
}

/**
 * The token stands behind the `#`: no server, proxy or referrer ever sees it, and a mail scanner that
 * opens the link spends nothing.
 */
export const linkPath = (kind: LinkKind, token: string): string => `${LINKS[kind].path}#${token}`;

/** Tells who holds a right token what became of it; nobody comes upon 256 bits by guessing. */
export function refusalOf(kind: LinkKind, state: Exclude<LinkState, "live"> | "unknown"): string {
  const { another } = LINKS[kind];
  switch (state) {
    case "used":
      return `This link has been used: sign in, or ${another}`;
    case "revoked":
      return `This link was taken back or replaced: use the newest, or ${another}`;
    case "expired":
      return `This link has expired: ${another}`;
    case "unknown":
      return `This link is not known here: check that it was copied whole, or ${another}`;
  }
}

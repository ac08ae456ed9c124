/** Links by which a flag is switched off: kept as hashes of their tokens. */
import { createHash } from "node:crypto";
import type { Db } from "@/lib/platform/db";
import type { FlagLink } from "@/prisma/client/client";
import type { FlagLinkView } from "./schema";

export const tokenHash = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

export const flagLinkOf = (db: Db, token: string) =>
  db.flagLink.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { project: { select: { id: true, slug: true } } },
  });

type Ends = Pick<FlagLink, "usedAt" | "revokedAt" | "expiresAt">;

export function linkState(
  { usedAt, revokedAt, expiresAt }: Ends,
  now: Date,
): FlagLinkView["state"] {
  if (usedAt) return "used";
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "over" : "live";
}

/** Of two who press at once, or of a press and a revocation, the row decides. */
export async function endLink(
  db: Db,
  id: string,
  how: { readonly usedAt: Date } | { readonly revokedAt: Date; readonly revokedByName: string },
): Promise<boolean> {
  const { count } = await db.flagLink.updateMany({
    where: { id, usedAt: null, revokedAt: null },
    data: how,
  });
  return count > 0;
}

/** How a person's row is read and shown. */
import type { PersonView } from "@/lib/members/schema";
import type { Prisma } from "@/prisma/client/client";
import { liveAt } from "./sessions";

export const accountFields = (now: Date) =>
  ({
    id: true,
    email: true,
    name: true,
    isOwner: true,
    disabledAt: true,
    lastSignInAt: true,
    totpEnabledAt: true,
    _count: { select: { sessions: { where: liveAt(now) } } },
  }) satisfies Prisma.PersonSelect;

type Row = Prisma.PersonGetPayload<{ select: ReturnType<typeof accountFields> }>;

export const accountOf = (row: Row): Omit<PersonView, "projects"> => ({
  id: row.id,
  email: row.email,
  name: row.name,
  isOwner: row.isOwner,
  isDisabled: row.disabledAt !== null,
  lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  hasTwoFactor: row.totpEnabledAt !== null,
  sessions: row._count.sessions,
});

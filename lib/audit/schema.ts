/** What the audit log is asked and tells. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

export const auditAskSchema = z.object({
  project: projectField,
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export type AuditView = {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly address: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
};

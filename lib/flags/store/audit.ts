/** What the audit log says of a change of a flag; nothing where nothing changed. */
import { diffFlags } from "@/lib/flags/diff";
import type { Audit } from "@/lib/platform/operation";
import type { Kept } from "./keep";

export const auditOf = (
  { flag, before, version, what }: Kept,
  reason: string | undefined,
): Audit | null =>
  what === "same"
    ? null
    : {
        action: what === "created" ? "flag.create" : "flag.change",
        object: { kind: "flag", id: flag.key },
        after: {
          version,
          ...(before && { changes: diffFlags(before, flag) }),
        },
        ...(reason && { reason }),
      };

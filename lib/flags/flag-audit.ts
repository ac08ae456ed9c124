/** What the audit log says of a change of a flag. */
import { diffFlags } from "./diff";
import type { Flag } from "./schema";

type Kept = {
  readonly flag: Flag;
  readonly before: Flag | null;
  readonly version: number;
  readonly what: "created" | "changed" | "same";
};

export const auditOf = ({ flag, before, version, what }: Kept, reason: string | undefined) =>
  what === "same"
    ? null
    : ({
        action: what === "created" ? "flag.create" : "flag.change",
        object: { kind: "flag", id: flag.key },
        after: {
          version,
          ...(before && { changes: diffFlags(before, flag) }),
        },
        ...(reason && { reason }),
      } as const);

/** What each scope of a key means, in a sentence. */
import type { Scope } from "@/lib/core/roles";

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  ingest: "Send events.",
  import: "Send events older than 7 days, for moving history in; beside “ingest”.",
  read: "Read dashboards and figures.",
  "flags:evaluate": "Ask which variant of a flag holds.",
  "flags:write": "Change flags.",
  alerts: "Send alerts of other systems.",
  admin: "Change settings, read the audit log, and make and revoke keys.",
};

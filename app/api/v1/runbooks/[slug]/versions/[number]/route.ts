/** GET /api/v1/runbooks/{slug}/versions/{number} — the text that a runbook had. */
import { door } from "@/lib/platform/http";
import { readRunbookVersion } from "@/lib/runbooks/queries";

export const GET = door(readRunbookVersion);

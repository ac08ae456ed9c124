/** POST /api/v1/quarantine/replay — sends refused events through ingestion again. */
import { replayQuarantined } from "@/lib/jobs/replay-quarantine";
import { door } from "@/lib/platform/http";

export const POST = door(replayQuarantined);

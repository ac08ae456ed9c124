/** GET /api/v1/quarantine — events that were refused, with the reasons. */
import { listQuarantine } from "@/lib/data/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(listQuarantine);

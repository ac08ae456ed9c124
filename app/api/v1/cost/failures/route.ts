/** GET /api/v1/cost/failures: what failed calls and their retries cost. */
import { liveDoor } from "@/lib/platform/http";
import { readFailures } from "@/lib/spend/queries";

export const GET = liveDoor(readFailures);

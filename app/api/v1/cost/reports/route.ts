/** GET /api/v1/cost/reports: the report of a day, a week or a month. */
import { liveDoor } from "@/lib/platform/http";
import { readReport } from "@/lib/spend/reports/queries";

export const GET = liveDoor(readReport);

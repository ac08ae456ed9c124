/** GET /api/v1/cost/export: spend as a file, `format=csv` or `format=json`. */
import { downloadDoor } from "@/lib/platform/http-download";
import { exportSpend } from "@/lib/spend/queries";

export const GET = downloadDoor(exportSpend);

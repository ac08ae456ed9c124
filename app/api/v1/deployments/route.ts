/** GET /api/v1/deployments — what was deployed, by whom and when. */
import { listDeployments } from "@/lib/deployments/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listDeployments);

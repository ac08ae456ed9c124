/** GET /api/v1/deployments/{id} — one deployment with its before and after, its checklist and its two days. */
import { readDeployment } from "@/lib/deployments/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readDeployment);

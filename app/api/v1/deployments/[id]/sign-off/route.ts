/** POST /api/v1/deployments/{id}/sign-off — somebody answers for it. */
import { signOffDeployment } from "@/lib/deployments/commands";
import { door } from "@/lib/platform/http";

export const POST = door(signOffDeployment);

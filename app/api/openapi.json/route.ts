/** GET /api/openapi.json: the API described for machines. */
import { guarded } from "@/lib/platform/http";
import { openapiDocument } from "@/lib/telemetry/openapi";
import build from "@/package.json";

export const GET = guarded("public", async () => Response.json(openapiDocument(build.version)));

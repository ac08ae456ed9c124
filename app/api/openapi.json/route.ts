/** GET /api/openapi.json: the API described for machines. */
import { guarded } from "@/lib/platform/http";
import build from "@/package.json";
import { openapiDocument } from "./document";

export const GET = guarded("public", async () => Response.json(openapiDocument(build.version)));

/** GET /api/v1/errors: rates and groups of failures. */
import { readErrors } from "@/lib/errors/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readErrors);

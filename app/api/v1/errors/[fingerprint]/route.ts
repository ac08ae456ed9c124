/** GET /api/v1/errors/{fingerprint}: one group of failures. */
import { readError } from "@/lib/errors/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readError);

/** GET /api/v1/quarantine/{id} — one refused event as it was sent. */
import { readQuarantined } from "@/lib/data/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readQuarantined);

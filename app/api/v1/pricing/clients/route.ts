/** GET /api/v1/pricing/clients — what clients say their calls cost, beside what they do. */
import { liveDoor } from "@/lib/platform/http";
import { readClientCosts } from "@/lib/pricing/queries";

export const GET = liveDoor(readClientCosts);

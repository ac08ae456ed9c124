/** GET /api/v1/data — what is stored, how long, and how much room it takes. */
import { readStorage } from "@/lib/data/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readStorage);

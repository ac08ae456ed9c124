/** GET /api/v1/arrivals — whether anything has arrived, and what came last. */
import { readArrivals } from "@/lib/connect/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readArrivals);

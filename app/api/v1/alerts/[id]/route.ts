/** GET /api/v1/alerts/{id}: one alert with everything around it. */
import { readAlert } from "@/lib/alerts/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readAlert);

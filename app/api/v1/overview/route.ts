/** GET /api/v1/overview: everything the overview shows, in one answer. */
import { readOverview } from "@/lib/overview/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readOverview);

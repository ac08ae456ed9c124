/** GET and POST /api/v1/drills — how drills went and who took part, and one more. */
import { startDrill } from "@/lib/incidents/drills/commands";
import { readDrills } from "@/lib/incidents/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readDrills);
export const POST = door(startDrill, { status: 201 });

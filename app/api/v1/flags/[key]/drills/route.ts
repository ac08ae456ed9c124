/** GET, POST /api/v1/flags/{key}/drills — how fast its kill switch was felt, and a drill of it that switches nothing. */
import { drillFlag } from "@/lib/flags/commands";
import { readDrills } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readDrills);
export const POST = door(drillFlag, { status: 201 });
